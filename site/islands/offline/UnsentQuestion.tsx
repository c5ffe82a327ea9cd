import { count } from '#site/text/format.ts'
import { Dialog } from '../Dialog.tsx'
import type { Unsent } from './unsent.ts'

type Props = { unsent: Unsent; onStay: () => void; onLeave: () => void }

/** Names what would go with the device's copies before they go. */
export function UnsentQuestion({ unsent: { sheets, answers }, onStay, onLeave }: Props) {
  const heading = sheets > 0 ? `${count(sheets)} lembar belum sampai di portal` : 'Jawaban konsolidasi belum dikirim'
  return (
    <Dialog heading={heading} onClose={onStay}>
      {sheets > 0 && (
        <p>
          Isian atau tanda nanti pada lembar itu hanya ada di perangkat ini. Bila Anda keluar sekarang, semuanya dihapus
          bersama simpanan luring dan tidak dapat dikembalikan. Bila Anda tetap masuk dan membuka halaman juri sesudah
          jaringan kembali, semuanya dikirim.
        </p>
      )}
      {answers > 0 && (
        <p>
          {count(answers)} jawaban konsolidasi yang sedang Anda tulis belum Anda kirim dan hanya ada di perangkat ini.
          Bila Anda keluar sekarang, jawaban itu dihapus.
        </p>
      )}
      <div className="cluster">
        <button type="button" className="button" onClick={onStay}>
          Tetap masuk
        </button>
        <button type="button" className="button button-secondary" onClick={onLeave}>
          {answers > 0 ? 'Hapus semuanya dan keluar' : `Hapus ${count(sheets)} lembar itu dan keluar`}
        </button>
      </div>
    </Dialog>
  )
}
