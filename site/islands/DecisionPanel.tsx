import { useState } from 'react'
import { dayBegins } from '#domain/jakarta-day.ts'
import { count, date, dateAndClock } from '#site/text/format.ts'
import { phaseOf } from './EditionDesk.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { PublicationPanel } from './PublicationPanel.tsx'
import { decide } from './staff-api.ts'
import type { EditionView, PlenaryView, StageRow } from './staff-answers.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

type Props = { edition: EditionView; stage: StageRow; plenary: PlenaryView; mayAct: boolean; onChanged: () => void }

const decreeDay = (day: string) => date(dayBegins(day), 'plain')

/** What closes the plenary: the decree, then the publication. */
export function DecisionPanel(props: Props) {
  const { plenary, mayAct, stage, edition } = props
  const { decision } = plenary
  return (
    <section className="block stack" aria-labelledby="keputusan">
      <h2 id="keputusan">Keputusan</h2>
      {decision ? (
        <>
          <p>
            Ditetapkan dengan keputusan nomor <b>{decision.decreeNumber}</b>, {decreeDay(decision.decreeDate)}, dicatat{' '}
            {dateAndClock(new Date(decision.at))} oleh {decision.by}. Daftar ini tidak berubah lagi.
          </p>
          <PublicationPanel {...props} />
        </>
      ) : mayAct && phaseOf(stage, edition.now) === 'current' ? (
        <DecreeForm {...props} />
      ) : (
        <p className="empty">
          Belum ditetapkan.{' '}
          {phaseOf(stage, edition.now) === 'past' && 'Sidang ini sudah ditutup; ubah jadwal bila sidang dilanjutkan.'}
        </p>
      )}
    </section>
  )
}

function DecreeForm({ edition, stage, plenary, onChanged }: Props) {
  const [number, setNumber, forgetNumber] = useKept(`keputusan-${edition.slug}-${stage.id}`)
  const [day, setDay, forgetDay] = useKept(`keputusan-hari-${edition.slug}-${stage.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const [isAsking, setAsking] = useState(false)
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text

  const check = () => {
    const found = [
      ...(number.trim() === '' ? [{ href: '#nomor', text: 'Isi nomor keputusan.' }] : []),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(day) ? [] : [{ href: '#hari', text: 'Isi tanggal keputusan.' }]),
    ]
    setMistakes(found)
    setAsking(found.length === 0)
  }
  const confirm = async () => {
    const answer = await send(() => decide(edition.slug, stage.id, { decreeNumber: number.trim(), decreeDate: day }))
    if (!answer?.ok) return
    forgetNumber()
    forgetDay()
    setAsking(false)
    onChanged()
  }
  return (
    <Form className="stack" onSubmit={check}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <div className="fields">
        <TextField
          id="nomor"
          label="Nomor keputusan"
          value={number}
          maxLength={120}
          error={errorOf('#nomor')}
          onValue={setNumber}
        />
        <TextField
          id="hari"
          label="Tanggal keputusan"
          type="date"
          value={day}
          error={errorOf('#hari')}
          onValue={setDay}
        />
      </div>
      <p>
        <button type="submit" className="button">
          Periksa dan tetapkan
        </button>
      </p>
      {isAsking && (
        <Dialog heading="Tetapkan hasil sidang" onClose={() => setAsking(false)}>
          <Refusal problem={problem} />
          <p>
            Keputusan nomor <b>{number.trim()}</b>, {decreeDay(day)}.
          </p>
          <ul className="stack stack-tight">
            {plenary.counts.map(({ awardId, groupId, places, proposed }) => (
              <li key={awardId + groupId}>{countWords(plenary, { awardId, groupId, places, proposed })}</li>
            ))}
            <li>
              {count(plenary.list.filter(({ move }) => move && move.direction !== 'restored').length)} perpindahan oleh
              pleno
            </li>
          </ul>
          <p>Sesudah ditetapkan, daftar dan alasannya tidak dapat diubah.</p>
          <div className="cluster">
            <button type="button" className="button" onClick={() => void confirm()}>
              {isSending ? 'Menetapkan' : 'Tetapkan hasil'}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsking(false)}>
              Kembali
            </button>
          </div>
        </Dialog>
      )}
    </Form>
  )
}

function countWords(
  { cuts }: PlenaryView,
  { awardId, groupId, places, proposed }: PlenaryView['counts'][number],
): string {
  const cut = cuts.find((one) => one.awardId === awardId && one.groupId === groupId)
  return `${cut?.award ?? awardId}, kelompok ${cut?.group ?? groupId}: ${count(proposed)} usulan untuk ${count(places)} tempat`
}
