import { count, date } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { Juror, Progress } from './planning-api.ts'

type Themes = readonly { id: string; name: string }[]
type Props = { jurors: readonly Juror[]; progress: Progress; themes: Themes }

/** Who judges, from where, and how far they are; never what they gave. */
export function JurorTable({ jurors, progress, themes }: Props) {
  if (jurors.length === 0) {
    return <p className="empty">Belum ada juri untuk tahap ini. Tambahkan sedikitnya dua, lalu susun penugasannya.</p>
  }
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Nama</th>
            <th scope="col">Instansi dan jabatan</th>
            {themes.length > 0 && <th scope="col">Tema</th>}
            <th scope="col" className="numeric">
              Batas
            </th>
            <th scope="col" className="numeric">
              Ditugaskan
            </th>
            <th scope="col" className="numeric">
              Diserahkan
            </th>
            <th scope="col" className="numeric">
              Sisa
            </th>
          </tr>
        </thead>
        <tbody>
          {jurors.map((juror) => (
            <Row key={juror.id} juror={juror} progress={progress} names={names} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

type RowProps = { juror: Juror; progress: Progress; names: ReadonlyMap<string, string> }

function Row({ juror, progress, names }: RowProps) {
  const { id, name, email, role, affiliations, assigned, handedIn, themeIds, mostReadings } = juror
  const number = (value: number) => (progress.plan ? count(value) : '–')
  return (
    <tr>
      <th scope="row">
        <AddressLink className="row-title" to={{ bagian: 'juri', juri: id }}>
          {name}
        </AddressLink>
        <span className="hint plan-by">
          {roles[role].name}, {email}
        </span>
      </th>
      <td>
        {affiliations.length === 0 && 'Tidak tercatat'}
        {affiliations.map(({ agency, post, endsAt }) => (
          <p key={agency + post}>
            {agency}
            {post && `, ${post}`}
            {endsAt && `, sampai ${date(new Date(endsAt), 'plain')}`}
          </p>
        ))}
      </td>
      {names.size > 0 && (
        <td data-label="Tema">
          {themeIds.length === 0 ? '–' : themeIds.map((theme) => names.get(theme) ?? theme).join(', ')}
        </td>
      )}
      <td className="numeric" data-label="Batas">
        <Cap own={mostReadings} shared={progress.sharedCap} />
      </td>
      <td className="numeric" data-label="Ditugaskan">
        {number(assigned)}
      </td>
      <td className="numeric" data-label="Diserahkan">
        {number(handedIn)}
      </td>
      <td className="numeric" data-label="Sisa">
        {number(assigned - handedIn)}
      </td>
    </tr>
  )
}

/** The own cap, or the one that the published plan sets for everybody. */
function Cap({ own, shared }: { own: number | null; shared: number | null }) {
  if (own !== null) return count(own)
  if (shared === null) return '–'
  return (
    <>
      {count(shared)} <span className="hint">bersama</span>
    </>
  )
}
