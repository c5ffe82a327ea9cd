import { dayBegins } from '#domain/jakarta-day.ts'
import { count, date, decimal } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Kawung } from '../marks.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { JurorProgress } from './progress-api.ts'

type Selection = { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }
type Props = { jurors: readonly JurorProgress[]; closesAt: string; selection: Selection | null }

export function JurorPaceTable({ jurors, closesAt, selection }: Props) {
  if (jurors.length === 0) {
    return (
      <p className="empty" role="status">
        Tidak ada juri yang cocok. <AddressLink to={{ saring: null, cari: null }}>Tampilkan semua</AddressLink>
      </p>
    )
  }
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption>Draf: dimulai, belum diserahkan. Laju: lembar sehari selama hari ini dan tiga hari sebelumnya</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col">
                <span className="visually-hidden">Pilih</span>
              </th>
            )}
            <th scope="col">Juri</th>
            {['Ditugaskan', 'Diserahkan', 'Draf', 'Sisa', 'Laju', 'Laju perlu'].map((name) => (
              <th key={name} scope="col" className="numeric">
                {name}
              </th>
            ))}
            <th scope="col">Terakhir menyerahkan</th>
            <th scope="col">Perkiraan selesai</th>
            <th scope="col">Keadaan</th>
          </tr>
        </thead>
        <tbody>
          {jurors.map((juror) => (
            <Row key={juror.id} juror={juror} closesAt={closesAt} selection={selection} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

type RowProps = { juror: JurorProgress; closesAt: string; selection: Selection | null }

function Row({ juror, closesAt, selection }: RowProps) {
  const { id, name, assigned, handedIn, drafts, left, perDay, neededPerDay } = juror
  const { lastDay, finishesAt, isBehind, remindedAt } = juror
  const toggle = ({ chosen, onChange }: Selection) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }
  const isLate = finishesAt !== null && Date.parse(finishesAt) > Date.parse(closesAt)
  return (
    <tr>
      {selection && (
        <td>
          {left > 0 && (
            <label className="hit-area">
              <input
                type="checkbox"
                className="check"
                aria-label={`Pilih ${name}`}
                checked={selection.chosen.has(id)}
                onChange={() => toggle(selection)}
              />
            </label>
          )}
        </td>
      )}
      <th scope="row">
        {name}
        {remindedAt && <span className="hint pace-note">Diingatkan {date(new Date(remindedAt), 'plain')}</span>}
      </th>
      <td className="numeric" data-label="Ditugaskan">
        {count(assigned)}
      </td>
      <td className="numeric" data-label="Diserahkan">
        {count(handedIn)}
      </td>
      <td className="numeric" data-label="Draf">
        {count(drafts)}
      </td>
      <td className="numeric" data-label="Sisa">
        {count(left)}
      </td>
      <td className="numeric" data-label="Laju">
        {perDay === null ? '–' : decimal(perDay)}
      </td>
      <td className="numeric" data-label="Laju perlu">
        {neededPerDay === null ? '–' : decimal(neededPerDay)}
      </td>
      <td data-label="Terakhir menyerahkan">{lastDay === null ? 'Belum pernah' : date(dayBegins(lastDay), 'plain')}</td>
      <td data-label="Perkiraan selesai">
        {left === 0 ? 'Selesai' : finishesAt === null ? '–' : date(new Date(finishesAt), 'plain')}
        {isLate && <span className="hint pace-note">sesudah penutupan</span>}
      </td>
      <td data-label="Keadaan">
        <span className="state">
          <Kawung filled={left === 0 ? 4 : isBehind ? 0 : 2} />
          {left === 0 ? 'Selesai' : isBehind ? 'Tertinggal' : 'Cukup laju'}
        </span>
      </td>
    </tr>
  )
}
