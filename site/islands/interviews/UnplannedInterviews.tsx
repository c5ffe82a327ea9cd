import { clock, dateAndClock } from '#site/text/format.ts'
import { dayOf, dayWords } from '#site/text/interview.ts'
import { deskLink } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useSending } from '../useSending.ts'
import type { Work } from './InterviewDesk.tsx'
import { resumeSlot, type HeldBack } from './interviews-api.ts'

/** A proposal without an interview, and who would hear it. */
export type Unplanned = { proposalId: string; title: string; panel: readonly { id: string; name: string }[] }

type Props = { work: Work; onSet: (of: Unplanned) => void }

/** What the next plan looks for a place for. */
export function WaitingInterviews({ work: { board, edition, stage, mayAct }, onSet }: Props) {
  if (board.waiting.length === 0 || board.slots.length + board.heldBack.length === 0) return null
  return (
    <section className="stack no-print" aria-labelledby="belum-terjadwal">
      <h2 id="belum-terjadwal">Belum terjadwal</h2>
      <ul className="stack stack-tight">
        {board.waiting.map((one) => (
          <li key={one.proposalId} className="cluster">
            <span>
              {one.title}{' '}
              <span className="hint">
                {one.referenceNumber}; panel: {one.panel.map(({ name }) => name).join(', ') || 'belum ada'}
              </span>
            </span>
            {mayAct && (
              <button type="button" className="action" onClick={() => onSet(one)}>
                Jadwalkan<span className="visually-hidden"> {one.title}</span>
              </button>
            )}
            {mayAct && one.panel.length === 0 && (
              <a className="action" href={deskLink('/sekretariat/penugasan/', edition.slug, { tahap: stage.id })}>
                Tugaskan panelis<span className="visually-hidden"> {one.title}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was cancelled by itself: no plan takes it up until somebody says so. */
export function HeldBackInterviews({
  work: { board, edition, stage, mayAct, reloadBoard },
  onSet,
  onHistory,
}: Props & { onHistory: (of: Unplanned) => void }) {
  const { send, isSending, problem } = useSending()
  if (board.heldBack.length === 0) return null
  const resume = async (one: HeldBack) => {
    const answer = await send(() => resumeSlot({ edition: edition.slug, stage: stage.id }, one.id))
    if (answer?.ok) reloadBoard()
  }
  return (
    <section className="stack" aria-labelledby="dibatalkan">
      <h2 id="dibatalkan">Dibatalkan</h2>
      <p className="hint">Tidak ikut disusun lagi sampai dijadwalkan lagi.</p>
      <Refusal problem={problem} />
      <ul className="stack">
        {board.heldBack.map((one) => (
          <li key={one.id} className="stack stack-tight">
            <span>
              {one.title} <span className="hint">{one.referenceNumber}</span>
            </span>
            <span>
              Semula {dayWords(dayOf(one.beginsAt))}, {clock(new Date(one.beginsAt))} WIB. Dibatalkan
              {one.cancelledAt && ` ${dateAndClock(new Date(one.cancelledAt))}`}
              {one.by && ` oleh ${one.by}`}: {one.reason}
            </span>
            <span className="cluster no-print">
              {mayAct && (
                <>
                  <button type="button" className="action" aria-disabled={isSending} onClick={() => void resume(one)}>
                    Ikutkan penyusunan lagi<span className="visually-hidden"> {one.title}</span>
                  </button>
                  <button type="button" className="action" onClick={() => onSet(one)}>
                    Jadwalkan pada jam tertentu<span className="visually-hidden"> {one.title}</span>
                  </button>
                </>
              )}
              <button type="button" className="action" onClick={() => onHistory(one)}>
                Riwayat<span className="visually-hidden"> {one.title}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
