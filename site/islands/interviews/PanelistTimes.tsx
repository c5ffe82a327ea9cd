import { count } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { phaseOf } from '../EditionDesk.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { AvailabilityEditor } from './AvailabilityEditor.tsx'
import type { Work } from './InterviewDesk.tsx'
import type { Panelist } from './interviews-api.ts'

const hoursOf = ({ availabilities }: Panelist) =>
  availabilities.reduce((sum, { beginsAt, endsAt }) => sum + Date.parse(endsAt) - Date.parse(beginsAt), 0) / 3_600_000

/** Who has said when there is time; the secretariat may write it down for somebody. */
export function PanelistTimes({ board, edition, stage, mayAct, reloadBoard }: Work) {
  const { get } = useAddress()
  const chosen = board.panelists.find(({ id }) => id === get('panelis'))
  const mayEdit = mayAct && phaseOf(stage, edition.now) !== 'past'
  if (board.panelists.length === 0) return <p className="empty">Belum ada panelis pada edisi ini.</p>
  if (chosen && mayEdit) {
    return (
      <section className="stack" aria-labelledby="panelis">
        <div className="cluster cluster-between">
          <h2 id="panelis">Kesediaan {chosen.name}</h2>
          <AddressLink className="action" to={{ panelis: null }}>
            Semua panelis
          </AddressLink>
        </div>
        <AvailabilityEditor
          place={{ edition: edition.slug, stage: stage.id }}
          jurorId={chosen.id}
          stage={stage}
          now={board.now}
          stored={chosen.availabilities}
          onSaved={reloadBoard}
        />
      </section>
    )
  }
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Panelis</th>
            <th scope="col" className="numeric">
              Waktu sedia
            </th>
            <th scope="col" className="numeric">
              Jam
            </th>
            <th scope="col" className="numeric">
              Wawancara
            </th>
            {mayEdit && <th scope="col">Tindakan</th>}
          </tr>
        </thead>
        <tbody>
          {board.panelists.map((panelist) => (
            <tr key={panelist.id}>
              <th scope="row">{panelist.name}</th>
              <td className="numeric" data-label="Waktu sedia">
                {panelist.availabilities.length === 0 ? (
                  <span className="attention">belum mengisi</span>
                ) : (
                  count(panelist.availabilities.length)
                )}
              </td>
              <td className="numeric" data-label="Jam">
                {count(Math.round(hoursOf(panelist)))}
              </td>
              <td className="numeric" data-label="Wawancara">
                {count(panelist.interviews)}
              </td>
              {mayEdit && (
                <td>
                  <AddressLink className="action" to={{ panelis: panelist.id }}>
                    Isi atau ubah<span className="visually-hidden"> kesediaan {panelist.name}</span>
                  </AddressLink>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
