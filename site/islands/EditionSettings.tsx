import type { Desk } from './EditionDesk.tsx'
import { EditionDesk } from './EditionDesk.tsx'
import { EditionOpening } from './EditionOpening.tsx'
import { EditionRules } from './EditionRules.tsx'
import { NewEdition } from './NewEdition.tsx'
import { StageSchedule } from './StageSchedule.tsx'
import { useAddress } from './useAddress.ts'
import { Workspace } from './Workspace.tsx'

/** Rules and dates of one edition, or the form that makes a new one. */
export function EditionSettings() {
  const { get } = useAddress()
  if (get('baru') !== null) return <Workspace roles={['secretariat']}>{() => <NewEdition />}</Workspace>
  return <EditionDesk>{(desk) => <Settings {...desk} />}</EditionDesk>
}

function Settings(desk: Desk) {
  const { get, link } = useAddress()
  const { edition, mayAct } = desk
  const isDraft = edition.version === 0
  const part = get('bagian') ?? 'aturan'
  const tabs = [
    { id: 'aturan', name: 'Aturan' },
    { id: 'jadwal', name: 'Jadwal' },
    ...(isDraft && mayAct ? [{ id: 'buka', name: 'Buka edisi' }] : []),
  ]
  return (
    <div className="work-page stack">
      <header>
        <h1>{edition.name}</h1>
        <p className="hint">
          {isDraft
            ? 'Draf, belum dibuka: aturan masih dapat diubah'
            : `Terbuka, aturan versi ${edition.version} terkunci`}
        </p>
      </header>
      <nav className="tabs" aria-label="Bagian">
        {tabs.map(({ id, name }) => (
          <a
            key={id}
            href={link({ bagian: id, ubah: null, tutup: null })}
            aria-current={id === part ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      {part === 'jadwal' ? (
        <StageSchedule {...desk} />
      ) : part === 'buka' && isDraft && mayAct ? (
        <EditionOpening {...desk} />
      ) : (
        <EditionRules {...desk} />
      )}
    </div>
  )
}
