import { dateAndClock, inThreeZones } from '#site/text/format.ts'
import type { ProposalView } from './api.ts'

type Props = { view: ProposalView; receipt: ProposalView['receipts'][number] }

/** What the agency keeps: the number, the instant, and the fingerprint of exactly what was forwarded. */
export function Receipt({ view, receipt }: Props) {
  const at = new Date(receipt.submittedAt)
  const headingId = `tanda-terima-${receipt.revision}`
  const isNewest = receipt.revision === view.receipts[0]?.revision
  return (
    <section className="block stack receipt" aria-labelledby={headingId}>
      <h2 id={headingId}>Tanda terima{receipt.revision > 1 && `, revisi ${receipt.revision}`}</h2>
      <Standing receipt={receipt} isNewest={isNewest} at={at} />
      <p className="figure-value">{receipt.referenceNumber}</p>
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
      <ReceiptFiles proposalId={view.id} receipt={receipt} />
    </section>
  )
}

function Standing({ receipt, isNewest, at }: Pick<Props, 'receipt'> & { isNewest: boolean; at: Date }) {
  if (receipt.withdrawnAt) {
    return (
      <p className="attention measure">
        Diterima {dateAndClock(at)} dan ditarik kembali {dateAndClock(new Date(receipt.withdrawnAt))}. Pengajuan ini
        tidak ikut.
      </p>
    )
  }
  if (!isNewest) {
    return <p className="measure">Diterima pada {dateAndClock(at)}. Sesudah itu ada revisi yang lebih baru.</p>
  }
  return <p className="measure">Usulan diterima pada {dateAndClock(at)}. Simpan nomor ini untuk memeriksa statusnya.</p>
}

type Numbered = { revision: number; referenceNumber: string; sha256: string }

/** The receipt on paper, the frozen text as a file, and the public page on which both are checked. */
export function ReceiptFiles({ proposalId, receipt }: { proposalId: string; receipt: Numbered }) {
  const { revision, referenceNumber, sha256 } = receipt
  const base = `/api/proposals/${proposalId}/receipts/${revision}`
  const check = new URLSearchParams({ number: referenceNumber, hash: sha256 })
  return (
    <div className="stack stack-tight no-print">
      <p className="cluster">
        <a className="button button-secondary" href={base} download>
          Unduh tanda terima (PDF)
        </a>
        <a className="action" href={`${base}/content`} download>
          Unduh isi yang dibekukan (JSON)
        </a>
        <a className="action" href={`/api/verifications?${check.toString()}`}>
          Periksa keasliannya
        </a>
      </p>
      <p className="hint measure">
        Siapa pun yang menerima nomor dan SHA-256 ini dapat memeriksanya di halaman Verifikasi; isi usulan tidak
        terlihat di sana. Berkas JSON menghasilkan SHA-256 yang sama.
      </p>
    </div>
  )
}
