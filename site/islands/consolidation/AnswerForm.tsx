import { useState } from 'react'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { dateAndClock, points as asPoints } from '#site/text/format.ts'
import { RevisionsDialog } from '../desk/RevisionsDialog.tsx'
import { Wait } from '../desk/Wait.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { SaveNotices } from '../SaveNotices.tsx'
import { SaveState } from '../SaveState.tsx'
import { useSending } from '../useSending.ts'
import { blankAnswer, sameAnswer, takenUp, wordsOf, type OpenAnswer, type WrittenAnswer } from './answer-document.ts'
import { checkAnswer } from './check-answer.ts'
import type { GivenAnswer, Round, RoundSheet } from './consolidation-api.ts'
import { giveSeen } from './give-answer.ts'
import { RevisionFields } from './RevisionFields.tsx'
import { useOpenAnswer } from './useOpenAnswer.ts'

type Props = { personId: string; email: string; round: Round; own: RoundSheet; onDone: () => void }

/** The own sheet stands, or another one follows it; checked once more before it goes. */
export function AnswerForm({ personId, ...rest }: Props) {
  const open = useOpenAnswer(personId, rest.round, rest.own)
  return open ? <Writing {...rest} open={open} /> : <Wait />
}

type WritingProps = Omit<Props, 'personId'> & { open: OpenAnswer }

function Writing({ email, round, own, onDone, open }: WritingProps) {
  const { saver } = open
  const draft = saver.read()
  const { content, status } = draft
  const { kind, revision, reason } = content
  const type = (change: Partial<WrittenAnswer>) => saver.type({ ...content, ...change })
  const [lines, setLines] = useState<readonly ErrorLine[]>([])
  const [asked, setAsked] = useState<GivenAnswer | null>(null)
  const [isLookingBack, setLookingBack] = useState(false)
  const { send, problem, isSending } = useSending()
  const blank = blankAnswer(own)

  const check = () => {
    const { wrong, given } = checkAnswer(round, own, content)
    setLines(wrong)
    setAsked(given)
  }
  const submit = async () => {
    if (!asked) return
    const answer = await send(() => giveSeen(open, round.id, asked))
    setAsked(null)
    if (answer?.ok) onDone()
  }
  return (
    <section className="block stack" aria-labelledby="jawab">
      <div className="cluster cluster-between">
        <h2 id="jawab">Jawaban Anda</h2>
        {status && !sameAnswer(content, blank) && <SaveState status={status} />}
      </div>
      <ErrorSummary heading="Jawaban belum dikirim" lines={lines} />
      <Refusal problem={problem} />
      <SaveNotices
        draft={draft}
        email={email}
        onSignedIn={() => void saver.flush()}
        wordsOf={(written) => wordsOf(round, written)}
        onDiscard={saver.discard}
      />
      <AnswerClash round={round} saver={saver} />
      <fieldset className="round-choice">
        <legend>Sesudah melihat lembar lain, Anda</legend>
        <label className="choice">
          <input
            id="jawab-tegaskan"
            type="radio"
            name="jawab"
            checked={kind === 'confirmed'}
            onChange={() => type({ kind: 'confirmed' })}
          />
          <span>menegaskan lembar Anda, nilai {asPoints(own.totalHundredths)}</span>
        </label>
        <label className="choice">
          <input type="radio" name="jawab" checked={kind === 'revised'} onChange={() => type({ kind: 'revised' })} />
          <span>mengubah lembar Anda</span>
        </label>
      </fieldset>
      {kind === 'revised' && (
        <RevisionFields round={round} own={own} revision={revision} onChange={(one) => type({ revision: one })} />
      )}
      <TextArea
        id="alasan-konsolidasi"
        label="Alasan Anda"
        hint="Dibaca juri usulan ini sesudah konsolidasi ditutup, dan sekretariat sesudah tahap ini ditutup."
        maxLength={2000}
        value={reason}
        onValue={(text) => type({ reason: text })}
      />
      <p className="cluster">
        <button type="button" className="button" onClick={check}>
          Periksa jawaban
        </button>
        <span className="hint">
          Tidak menjawab sampai {dateAndClock(new Date(round.closesAt))} berarti lembar Anda tetap.
        </span>
      </p>
      <p className="cluster">
        <button type="button" className="action" onClick={() => setLookingBack(true)}>
          Versi sebelumnya
        </button>
        {!sameAnswer(content, blank) && (
          <button type="button" className="action" onClick={() => saver.type(blank)}>
            Mulai lagi dari lembar Anda
          </button>
        )}
      </p>
      {isLookingBack && (
        <RevisionsDialog
          id={round.assignmentId}
          rubric={round.criteria}
          version={saver.version()}
          onTake={(written, said) => saver.type(takenUp(content, written, said))}
          onClose={() => setLookingBack(false)}
        />
      )}
      {asked && (
        <Dialog heading="Kirim jawaban ini" onClose={() => setAsked(null)}>
          <p>{sentenceOf(round, own, asked)} Jawaban diberikan satu kali.</p>
          <p className="prose">Alasan: {asked.reason}</p>
          <p className="cluster">
            <button type="button" className="button" aria-disabled={isSending} onClick={() => void submit()}>
              {isSending ? 'Mengirim' : 'Kirim jawaban'}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsked(null)}>
              Kembali
            </button>
          </p>
        </Dialog>
      )}
    </section>
  )
}

/** Written in two places at once, and differently: both are shown, the juror chooses, and the other can still be copied. */
function AnswerClash({ round, saver }: { round: Round; saver: OpenAnswer['saver'] }) {
  const { content, theirs } = saver.read()
  if (!theirs) return null
  return (
    <section className="inline-form" role="alert" aria-labelledby="dua-versi">
      <h3 id="dua-versi">Ada dua versi</h3>
      <p>Jawaban ini juga ditulis di jendela atau perangkat lain. Pilih yang dipakai; yang lain masih dapat disalin.</p>
      <p className="prose">{wordsOf(round, theirs.content)}</p>
      <div className="cluster">
        <button type="button" className="button button-secondary" onClick={() => void saver.choose(content)}>
          Pakai isian di sini
        </button>
        <button type="button" className="button button-secondary" onClick={() => void saver.choose(theirs.content)}>
          Pakai isian yang lain
        </button>
      </div>
    </section>
  )
}

function sentenceOf({ criteria }: Round, { totalHundredths }: RoundSheet, asked: GivenAnswer): string {
  if (asked.answer === 'confirmed') return `Nilai Anda tetap ${asPoints(totalHundredths)}.`
  const total = weightedTotalHundredths(criteria, asked.points)
  return `Nilai Anda berubah dari ${asPoints(totalHundredths)} menjadi ${total.ok ? asPoints(total.value) : '–'}. Lembar yang lama tetap tercatat.`
}
