import { count, date } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import type { Juror, Progress } from './staff-answers.ts'
import { TableScroll } from './TableScroll.tsx'

type Props = { jurors: readonly Juror[]; progress: Progress }

/** Who judges, from where, and how far they are; never what they gave. */
export function JurorTable({ jurors, progress }: Props) {
  if (jurors.length === 0) {
    return <p className="empty">Belum ada juri untuk tahap ini. Tambahkan sedikitnya dua, lalu susun penugasannya.</p>
  }
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Nama</th>
            <th scope="col">Peran</th>
            <th scope="col">Instansi dan jabatan</th>
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
            <Row key={juror.id} juror={juror} isPlanned={progress.plan !== null} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Row({ juror, isPlanned }: { juror: Juror; isPlanned: boolean }) {
  const { name, role, affiliations, assigned, handedIn } = juror
  const number = (value: number) => (isPlanned ? count(value) : '–')
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label="Peran">{roles[role].name}</td>
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
