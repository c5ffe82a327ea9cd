import { deskLink, type Desk } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { RulesSummary } from './RulesSummary.tsx'
import { openEdition } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

/** Check your answers: what opening freezes, and what stays changeable. */
export function EditionOpening({ edition }: Desk) {
  const { send, problem, isSending } = useSending()
  const { link } = useAddress()
  const [unsaved] = useKept(`aturan-${edition.slug}`, '{}')
  const hasUnsaved = unsaved !== '{}'

  const open = async () => {
    const answer = await send(() => openEdition(edition.slug))
    if (answer?.ok) window.location.assign(deskLink('/sekretariat/', edition.slug))
  }
  return (
    <section className="stack" aria-labelledby="periksa">
      <Refusal problem={problem} />
      <h2 id="periksa">Periksa sebelum edisi dibuka</h2>
      <RulesSummary edition={edition} />
      <div className="notice">
        <p>
          Sesudah dibuka, kelompok, bagian usulan, batas kata, bobot, jumlah penilai, aturan juri, pakta, dan tempat{' '}
          <b>terkunci sebagai versi 1</b>. Tanggal masih dapat diubah dengan alasan yang dicatat. Jadwal dan aturan
          tampil di halaman umum dalam satu menit.
        </p>
      </div>
      {hasUnsaved ? (
        <p className="attention">
          Ada perubahan aturan yang belum disimpan.{' '}
          <a href={link({ bagian: 'aturan' })}>Simpan atau kembalikan dahulu</a>, lalu buka edisi.
        </p>
      ) : (
        <div className="cluster">
          <button className="button" type="button" onClick={() => void open()}>
            {isSending ? 'Membuka edisi' : 'Buka edisi dan kunci aturannya'}
          </button>
          <a className="button button-secondary" href={link({ bagian: 'aturan' })}>
            Kembali ke aturan
          </a>
        </div>
      )}
    </section>
  )
}
