import { Dialog } from '../Dialog.tsx'
import type { Unsent } from './unsent.ts'
import { unsentWords } from './unsent-words.ts'

type Props = { unsent: Unsent; onStay: () => void; onLeave: () => void }

/** Names what would go with the device's copies before they go. */
export function UnsentQuestion({ unsent, onStay, onLeave }: Props) {
  const words = unsentWords(unsent)
  return (
    <Dialog heading={`${words} belum sampai di portal`} onClose={onStay}>
      <p>
        Semuanya hanya ada di perangkat ini. Bila Anda keluar sekarang, semuanya dihapus bersama simpanan luring dan
        tidak dapat dikembalikan. Bila Anda tetap masuk dan membuka halamannya lagi sesudah jaringan kembali, semuanya
        dikirim.
      </p>
      <div className="cluster">
        <button type="button" className="button" onClick={onStay}>
          Tetap masuk
        </button>
        <button type="button" className="button button-secondary" onClick={onLeave}>
          Hapus {words} itu dan keluar
        </button>
      </div>
    </Dialog>
  )
}
