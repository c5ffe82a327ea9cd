import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { phaseOf, Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useLoaded } from '../useLoaded.ts'
import type { StageDesk } from './AssignmentBoard.tsx'
import { StopDialog, WithdrawDialog } from './JurorDialogs.tsx'
import { sheetStates } from './plan-words.ts'
import { ShownHeading } from './ShownHeading.tsx'
import { listSheets, type SheetRow } from './planning-api.ts'

type Props = StageDesk & { juror: { id: string; name: string; assigned: number; handedIn: number } }

/** One juror's readings with their state, never a score, and what the secretariat may do about them. */
export function JurorDetail({ juror, place, stage, edition, mayAct, reloadWork, say }: Props) {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const after = cursors.at(-1) ?? null
  const [asked, ask] = useState<'stop' | SheetRow | null>(null)
  const { answer, reload } = useLoaded(`sheets ${place.stage} ${juror.id} ${after}`, () =>
    listSheets(place, juror.id, after),
  )
  const open = juror.assigned - juror.handedIn
  const mayChange = mayAct && phaseOf(stage, edition.now) !== 'past'
  const done = (words: string) => {
    ask(null)
    say(words)
    reload()
    reloadWork()
  }
  return (
    <section className="stack" aria-labelledby="juri-terpilih">
      <p>
        <AddressLink className="action" to={{ juri: null }}>
          Semua juri
        </AddressLink>
      </p>
      <div className="cluster cluster-between">
        <ShownHeading id="juri-terpilih">{juror.name}</ShownHeading>
        {mayChange && open > 0 && (
          <button type="button" className="button button-secondary" onClick={() => ask('stop')}>
            Juri berhenti
          </button>
        )}
      </div>
      <p>
        {count(juror.handedIn)} dari {count(juror.assigned)} lembar diserahkan, {count(open)} terbuka.
      </p>
      {!answer && <Wait />}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && (
        <>
          <Sheets rows={answer.value.rows} onWithdraw={mayAct ? ask : null} />
          <p className="cluster">
            {cursors.length > 0 && (
              <button type="button" className="action" onClick={() => setCursors(cursors.slice(0, -1))}>
                Sebelumnya
              </button>
            )}
            {answer.value.next !== null && (
              <button
                type="button"
                className="action"
                onClick={() => setCursors([...cursors, answer.value.next ?? ''])}
              >
                Berikutnya
              </button>
            )}
          </p>
        </>
      )}
      {asked === 'stop' && (
        <StopDialog
          place={place}
          juror={juror}
          open={open}
          onClose={() => ask(null)}
          onDone={() => done('Bacaan yang terbuka diakhiri.')}
        />
      )}
      {asked !== null && asked !== 'stop' && (
        <WithdrawDialog
          place={place}
          sheet={asked}
          mayReopen={mayChange}
          onClose={() => ask(null)}
          onDone={() => done('Lembar dicabut dan juri menerima surat.')}
        />
      )}
    </section>
  )
}

const instantOf = ({ withdrawn, handedInAt, endedAt, savedAt }: SheetRow) =>
  withdrawn?.at ?? handedInAt ?? endedAt ?? savedAt

function Sheets({ rows, onWithdraw }: { rows: readonly SheetRow[]; onWithdraw: ((row: SheetRow) => void) | null }) {
  if (rows.length === 0) return <p className="empty">Juri ini belum menerima bacaan pada tahap ini.</p>
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Usulan</th>
            <th scope="col">Nomor</th>
            <th scope="col">Keadaan</th>
            <th scope="col">Sejak</th>
            {onWithdraw && <th scope="col">Tindakan</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const at = instantOf(row)
            return (
              <tr key={row.id}>
                <th scope="row">{row.title}</th>
                <td data-label="Nomor">{row.referenceNumber}</td>
                <td data-label="Keadaan">
                  {sheetStates[row.state]}
                  {row.withdrawn && <span className="hint plan-by">{row.withdrawn.reason}</span>}
                  {row.state === 'ended' && row.endReason && <span className="hint plan-by">{row.endReason}</span>}
                </td>
                <td data-label="Sejak">{at ? dateAndClock(new Date(at)) : '–'}</td>
                {onWithdraw && (
                  <td data-label="Tindakan">
                    {row.state === 'handed_in' ? (
                      <button
                        type="button"
                        className="action"
                        aria-label={`Cabut lembar ${row.title}`}
                        onClick={() => onWithdraw(row)}
                      >
                        Cabut lembar
                      </button>
                    ) : (
                      '–'
                    )}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableScroll>
  )
}
