import { auditSentence } from '#site/text/audit.ts'
import { dateAndClock } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import { EditionDesk, Wait, type Desk } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { listAuditEvents } from './staff-api.ts'
import type { AuditEvent } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { TableScroll } from './TableScroll.tsx'

export const AuditTrail = () => <EditionDesk>{(desk) => <Trail {...desk} />}</EditionDesk>

/** Who did what, newest first; never altered. */
function Trail({ edition }: Desk) {
  const { get } = useAddress()
  const filter = { before: get('sebelum'), subject: get('perkara') }
  const { answer } = useLoaded(JSON.stringify([edition.slug, filter]), () => listAuditEvents(edition.slug, filter))
  return (
    <div className="work-page stack">
      <header>
        <h1>Jejak tindakan</h1>
        <p className="lead">
          {edition.name}. Terbaru di atas. Setiap baris ditulis bersama tindakannya dan tidak dapat diubah. Nilai juri
          tidak termasuk selama tahapnya masih terbuka.
        </p>
      </header>
      {filter.subject && (
        <p className="cluster">
          <span>
            Hanya perkara <span className="hash">{filter.subject}</span>
          </span>
          <AddressLink className="action" to={{ perkara: null, sebelum: null }}>
            Tampilkan semua perkara
          </AddressLink>
        </p>
      )}
      {!answer && <Wait />}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && <Events events={answer.value.events} />}
      {answer?.ok && (
        <nav className="pagination" aria-label="Halaman jejak">
          {filter.before ? <AddressLink to={{ sebelum: null }}>Kembali ke yang terbaru</AddressLink> : <span />}
          {answer.value.next !== null && (
            <AddressLink to={{ sebelum: String(answer.value.next) }}>Lebih lama</AddressLink>
          )}
        </nav>
      )}
    </div>
  )
}

function Events({ events }: { events: readonly AuditEvent[] }) {
  if (events.length === 0) return <p className="empty">Belum ada tindakan yang tercatat di sini.</p>
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Waktu</th>
            <th scope="col">Pelaku</th>
            <th scope="col">Tindakan</th>
            <th scope="col">Perkara</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, at, actor, action, detail, subjectId }) => (
            <tr key={id}>
              <td data-label="Waktu">{dateAndClock(new Date(at))}</td>
              <td data-label="Pelaku">{actor ?? 'Jam portal'}</td>
              <th scope="row">{auditSentence(action, detail)}</th>
              <td>
                <AddressLink className="hash" to={{ perkara: subjectId, sebelum: null }}>
                  {subjectId}
                </AddressLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
