import { withdrawHandover } from './accounts-api.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

type Props = { roleId: string; successor: string; onDone: () => void; onClose: () => void }

/** A planned handing over is called off before it begins. */
export const WithdrawHandover = ({ roleId, successor, onDone, onClose }: Props) => (
  <ReasonDialog
    heading={`Batalkan serah terima kepada ${successor}`}
    text="Peran tidak jadi berpindah, dan pemegangnya sekarang melanjutkannya tanpa batas waktu. Keduanya diberi tahu lewat surel."
    button="Batalkan serah terima"
    act={(reason) => withdrawHandover(roleId, reason)}
    onDone={onDone}
    onClose={onClose}
  />
)
