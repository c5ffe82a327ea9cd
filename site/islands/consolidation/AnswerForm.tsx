import { useState } from 'react'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { dateAndClock, points as asPoints } from '#site/text/format.ts'
import { Wait } from '../desk/Wait.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { SaveState } from '../SaveState.tsx'
import { useSending } from '../useSending.ts'
import { blankAnswer, wordsOf, type OpenAnswer, type WrittenAnswer } from './answer-document.ts'
import { giveAnswer, type GivenAnswer, type Round, type RoundSheet } from './consolidation-api.ts'
import { isChanged, readRevision, type Revision } from './revision.ts'
import { useOpenAnswer } from './useOpenAnswer.ts'

type Props = { personId: string; round: Round; own: RoundSheet; onDone: () => void }

/** The own sheet stands, or another one follows it; checked once more before it goes. */
export function AnswerForm({ personId, ...rest }: Props) {
  const open = useOpenAnswer(personId, rest.round, rest.own)
  return open ? <Writing {...rest} open={open} /> : <Wait />
}

function Writing({ round, own, onDone, open }: Omit<Props, 'personId'> & { open: OpenAnswer }) {
  const { saver } = open
  const { content, status, restoredFrom, setAside } = saver.read()
  const { kind, revision, reason } = content
  const type = (change: Partial<WrittenAnswer>) => saver.type({ ...content, ...change })
  const [lines, setLines] = useState<readonly ErrorLine[]>([])
  const [asked, setAsked] = useState<GivenAnswer | null>(null)
  const { send, problem, isSending } = useSending()

  const check = () => {
    const wrong: ErrorLine[] = []
    if (kind === null) wrong.push({ text: 'Pilih menegaskan atau mengubah lembar Anda.', href: '#jawab-tegaskan' })
    const read = readRevision(round, revision)
    if (kind === 'revised') {
      for (const { id, title } of read.invalid) {
        wrong.push({ text: `Skor ${title} harus bilangan bulat dari 0 sampai 100.`, href: `#skor-${id}` })
      }
      if (read.invalid.length === 0 && !isChanged(round, own, revision)) {
        wrong.push({ text: 'Belum ada yang diubah.', href: `#skor-${round.criteria[0]?.id}` })
      }
    }
    if (reason.trim() === '') wrong.push({ text: 'Tulis alasan Anda.', href: '#alasan-konsolidasi' })
    setLines(wrong)
    if (wrong.length > 0 || kind === null) return
    const { points, comments } = read
    setAsked(
      kind === 'confirmed'
        ? { answer: kind, reason }
        : { answer: kind, reason, points, comments, comment: revision.comment },
    )
  }
  const submit = async () => {
    if (!asked) return
    const answer = await send(() => giveAnswer(round.id, asked))
    setAsked(null)
    if (!answer?.ok) return
    await open.forget()
    onDone()
  }
  return (
    <section className="block stack" aria-labelledby="jawab">
      <h2 id="jawab">Jawaban Anda</h2>
      <ErrorSummary heading="Jawaban belum dikirim" lines={lines} />
      <Refusal problem={problem} />
      {restoredFrom && (
        <p className="notice">Isian Anda dari {dateAndClock(restoredFrom)} dipulihkan dari perangkat ini.</p>
      )}
      {setAside.map((other, index) => (
        <details className="notice" key={index}>
          <summary>Isian lain dari perangkat ini yang tidak dipakai, masih dapat disalin</summary>
          <div className="stack stack-tight">
            <p className="prose">{wordsOf(round, other)}</p>
            <p>
              <button type="button" className="action" onClick={() => saver.discard(index)}>
                Buang isian ini
              </button>
            </p>
          </div>
        </details>
      ))}
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
      {saver.isPending() && (
        <p className="cluster">
          {status && <SaveState status={status} />}
          <button type="button" className="action" onClick={() => saver.type(blankAnswer(round, own))}>
            Mulai lagi dari lembar Anda
          </button>
        </p>
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

function sentenceOf({ criteria }: Round, { totalHundredths }: RoundSheet, asked: GivenAnswer): string {
  if (asked.answer === 'confirmed') return `Nilai Anda tetap ${asPoints(totalHundredths)}.`
  const total = weightedTotalHundredths(criteria, asked.points)
  return `Nilai Anda berubah dari ${asPoints(totalHundredths)} menjadi ${total.ok ? asPoints(total.value) : '–'}. Lembar yang lama tetap tercatat.`
}

type FieldsProps = { round: Round; own: RoundSheet; revision: Revision; onChange: (revision: Revision) => void }

function RevisionFields({ round, own, revision, onChange }: FieldsProps) {
  const read = readRevision(round, revision)
  const total = weightedTotalHundredths(round.criteria, read.points)
  return (
    <div className="stack">
      {round.criteria.map(({ id, title, weightPercent, levels }) => {
        const value = read.points[id]
        const level = levels.find(({ from, to }) => value !== undefined && from <= value && value <= to)
        return (
          <div key={id} className="round-field">
            <label htmlFor={`skor-${id}`}>
              {title}{' '}
              <span className="hint">
                bobot {weightPercent}, semula {own.points[id]}
              </span>
            </label>
            <input
              id={`skor-${id}`}
              className="input input-short"
              inputMode="numeric"
              autoComplete="off"
              value={revision.points[id] ?? ''}
              aria-invalid={read.invalid.some((one) => one.id === id) ? true : undefined}
              aria-describedby={`tingkat-${id}`}
              onChange={(event) => onChange({ ...revision, points: { ...revision.points, [id]: event.target.value } })}
            />
            <p className="hint" id={`tingkat-${id}`}>
              {level?.text ?? 'Bilangan bulat dari 0 sampai 100.'}
            </p>
            <label htmlFor={`catatan-${id}`} className="hint">
              Catatan {title}
            </label>
            <textarea
              id={`catatan-${id}`}
              className="textarea comment-input"
              maxLength={2000}
              value={revision.comments[id] ?? ''}
              onChange={(event) =>
                onChange({ ...revision, comments: { ...revision.comments, [id]: event.target.value } })
              }
            />
          </div>
        )
      })}
      <TextArea
        id="catatan-usulan"
        label="Catatan untuk seluruh usulan"
        maxLength={4000}
        value={revision.comment}
        onValue={(comment) => onChange({ ...revision, comment })}
      />
      <p aria-live="polite">
        Nilai usulan: <b>{total.ok ? asPoints(total.value) : '–'}</b>, semula {asPoints(own.totalHundredths)}
      </p>
    </div>
  )
}
