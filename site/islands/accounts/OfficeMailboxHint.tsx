export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())

/** Only a hint: the address is taken as it is. */
export function OfficeMailboxHint() {
  return (
    <p className="notice">
      Ini tampaknya kotak surat bersama. Akun dipegang satu orang bernama, dan siapa pun yang membaca kotak ini dapat
      masuk sebagai orang itu. Pakai alamat pribadi di kantor bila ada.
    </p>
  )
}
