import { dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Stop, Wait } from '../EditionDesk.tsx'
import { useLoaded } from '../useLoaded.ts'
import { Findings } from './VisitSheetForm.tsx'
import { loadVisitFile, type Place } from './visits-api.ts'

/** Everything that a visit found, for secretariat and auditor once the stage is over. */
export function VisitFilePage({ place, visitId }: { place: Place; visitId: string }) {
  const { answer } = useLoaded(`visit file ${visitId}`, () => loadVisitFile(place, visitId))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { visit, checks, sheets } = answer.value
  return (
    <div className="work-page stack">
      <p className="no-print">
        <AddressLink className="action" to={{ kunjungan: null }}>
          Kembali ke daftar kunjungan
        </AddressLink>
      </p>
      <header className="stack stack-tight">
        <h1>{visit.title}</h1>
        <p className="lead">
          {dayWords(visit.visitsOn)}, {visit.place}
        </p>
        <p className="hint">
          {visit.referenceNumber}, {visit.agency}
        </p>
      </header>
      {sheets.length === 0 && <p className="empty">Tidak ada lembar yang diserahkan.</p>}
      {sheets.map(({ visitor, findings, comment, handedInAt, sha256, photos }) => (
        <section key={visitor} className="block stack" aria-label={`Lembar ${visitor}`}>
          <h2>{visitor}</h2>
          <p className="hint">
            Diserahkan {dateAndClock(new Date(handedInAt))}. SHA-256 <span className="hash">{sha256}</span>
          </p>
          <Findings checks={checks} written={{ findings, comment }} />
          <ul className="visit-photos">
            {photos.map(({ id, caption }, n) => (
              <li key={id}>
                <figure className="visit-photo">
                  <img
                    src={`/api/editions/${place.edition}/stages/${place.stage}/visits/${visitId}/photos/${id}`}
                    alt={`Foto ${n + 1} dari ${visitor}`}
                    loading="lazy"
                  />
                  {caption !== '' && <figcaption>{caption}</figcaption>}
                </figure>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
