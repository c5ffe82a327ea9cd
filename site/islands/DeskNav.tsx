import { createPortal } from 'react-dom'
import { Disclosure } from './Disclosure.tsx'

type DeskLink = { path: `/${string}/`; name: string; isForAuditors: boolean }
type DeskGroup = { name: string; desks: readonly DeskLink[] }

const desk = (path: DeskLink['path'], name: string, isForAuditors = true): DeskLink => ({ path, name, isForAuditors })

const overview = desk('/sekretariat/', 'Ringkasan', false)

/** In the order of a competition: what comes in, who reads it, what comes of it, and how all of it is set. */
const groups: readonly DeskGroup[] = [
  { name: 'Usulan', desks: [desk('/sekretariat/corong/', 'Corong'), desk('/sekretariat/seleksi/', 'Seleksi')] },
  {
    name: 'Juri',
    desks: [
      desk('/sekretariat/penugasan/', 'Penugasan'),
      desk('/sekretariat/kemajuan/', 'Kemajuan'),
      desk('/sekretariat/benturan/', 'Benturan'),
      desk('/sekretariat/wawancara/', 'Wawancara'),
      desk('/sekretariat/kunjungan/', 'Kunjungan'),
    ],
  },
  {
    name: 'Hasil',
    desks: [
      desk('/sekretariat/peringkat/', 'Peringkat'),
      desk('/sekretariat/pleno/', 'Pleno'),
      desk('/sekretariat/koreksi/', 'Koreksi'),
    ],
  },
  {
    name: 'Pengaturan',
    desks: [
      desk('/sekretariat/edisi/', 'Aturan dan jadwal'),
      desk('/sekretariat/surat/', 'Surat keluar'),
      desk('/sekretariat/akun/', 'Akun', false),
      desk('/pengawas/', 'Jejak'),
    ],
  },
]

const isHere = ({ path }: DeskLink) => window.location.pathname === path

type Props = {
  /** Without one the desks open the edition that runs. */
  slug: string | null
  /** The auditor reads most desks and acts on none. */
  mayAct: boolean
}

/** From one desk of the secretariat to the others. */
export function DeskNav({ slug, mayAct }: Props) {
  const place = document.getElementById('work-nav')
  if (!place) return null
  const link = (one: DeskLink) => (
    <a
      key={one.path}
      href={slug === null ? one.path : `${one.path}?${new URLSearchParams({ edisi: slug }).toString()}`}
      aria-current={isHere(one) ? 'page' : undefined}
    >
      {one.name}
    </a>
  )
  const isOpenTo = ({ isForAuditors }: DeskLink) => mayAct || isForAuditors
  return createPortal(
    <>
      {isOpenTo(overview) && link(overview)}
      {groups.map(({ name, desks }) => (
        <Disclosure key={name} className="desk-group" label={name} isCurrent={desks.some(isHere)}>
          {desks.filter(isOpenTo).map(link)}
        </Disclosure>
      ))}
    </>,
    place,
  )
}
