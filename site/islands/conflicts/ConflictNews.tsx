import { useEffect, useRef, type ReactNode } from 'react'
import { deskLink } from '../EditionDesk.tsx'

/** What has just been done. It takes the focus: where the act began may be far below, and its row is gone. */
export function ConflictNews({ said }: { said: ReactNode }) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (said !== '') line.current?.focus()
  }, [said])
  return (
    <p role="status" tabIndex={-1} ref={line} className={said === '' ? 'visually-hidden' : 'notice'}>
      {said}
    </p>
  )
}

/** Ended, and how what it had freed is given back. */
export const GiveBack = ({ slug, what }: { slug: string; what: 'Benturan' | 'Hubungan' }) => (
  <>
    {what} diakhiri. Bacaan yang pernah dilepas tetap lepas. Usulannya dapat diberikan lagi kepada juri ini: oleh
    pengisian otomatis bila kurang penilai, atau dengan baris pada{' '}
    <a href={deskLink('/sekretariat/penugasan/', slug, { bagian: 'tabel' })}>tabel penugasan</a>.
  </>
)
