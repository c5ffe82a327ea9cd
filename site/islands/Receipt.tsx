import { dateAndClock, inThreeZones } from '#site/text/format.ts'
import type { ProposalView } from './api.ts'

type Props = { view: ProposalView; receipt: ProposalView['receipts'][number] }

/** What the agency keeps: the number, the instant, and the fingerprint of exactly what was forwarded. */
export function Receipt({ view, receipt }: Props) {
  const at = new Date(receipt.submittedAt)
  const headingId = `tanda-terima-${receipt.revision}`
  return (
    <section className="block stack receipt" aria-labelledby={headingId}>
      <h2 id={headingId}>Tanda terima{receipt.revision > 1 && `, perbaikan ke-${receipt.revision - 1}`}</h2>
      <p className="measure">Usulan diterima pada {dateAndClock(at)}. Simpan nomor ini untuk memeriksa statusnya.</p>
      <p className="figure-value nowrap">{receipt.referenceNumber}</p>
      <dl className="facts facts-rows">
        <div>
          <dt>Judul</dt>
          <dd>{view.title}</dd>
        </div>
        <div>
          <dt>Unit, instansi</dt>
          <dd>
            {view.unit}, {view.agency}
          </dd>
        </div>
        <div>
          <dt>Diteruskan oleh</dt>
          <dd>{receipt.submittedBy}</dd>
        </div>
        <div>
          <dt>Waktu</dt>
          <dd>
            {inThreeZones(at).map(({ zone, clock, day }) => (
              <span className="line" key={zone}>
                {clock} {zone}, {day}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>SHA-256 dari isi yang diteruskan</dt>
          <dd>
            <code className="hash">{receipt.sha256}</code>
          </dd>
        </div>
      </dl>
      <p className="no-print">
        <button type="button" className="button button-secondary" onClick={() => window.print()}>
          Cetak tanda terima
        </button>
      </p>
    </section>
  )
}
