import { count, date } from '#site/text/format.ts'
import { proposalProblemText } from '#site/text/proposal-problems.ts'
import type { Gate, GateRow } from './gate-api.ts'
import { Kawung, StateMark } from './marks.tsx'
import { TableScroll } from './TableScroll.tsx'

type Props = { gate: Gate; checked: ReadonlySet<string>; onToggle: (id: string) => void }

/** The agency's proposals; what can be moved can be ticked, to compare or to move several at once. */
export function AgencyTable({ gate, checked, onToggle }: Props) {
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption>Urut: yang perlu tindakan Anda di atas, yang paling lama berdiri lebih dahulu</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Pilih</span>
            </th>
            <th scope="col">Judul</th>
            <th scope="col">Unit</th>
            <th scope="col">Kelompok</th>
            <th scope="col">Keadaan</th>
            <th scope="col">Sejak</th>
            <th scope="col">Kelengkapan</th>
          </tr>
        </thead>
        <tbody>
          {gate.rows.map((row) => (
            <Row key={row.id} row={row} gate={gate} isChecked={checked.has(row.id)} onToggle={onToggle} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Whole days a proposal has stood where it stands. */
export const daysStanding = (since: string, now: string) =>
  Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 86_400_000))

function Row({
  row,
  gate,
  isChecked,
  onToggle,
}: { row: GateRow; isChecked: boolean } & Pick<Props, 'gate' | 'onToggle'>) {
  const { id, title, unit, group, state, stateSince, referenceNumber } = row
  const days = daysStanding(stateSince, gate.now)
  return (
    <tr className={isChecked ? 'is-selected' : undefined}>
      <td>
        <label className="hit-area">
          <input
            type="checkbox"
            className="check"
            aria-label={`Pilih ${title || 'usulan tanpa judul'}`}
            checked={isChecked}
            onChange={() => onToggle(id)}
          />
        </label>
      </td>
      <th scope="row" className="cell-title">
        <a className={state === 'with_agency' ? 'attention' : undefined} href={`/instansi/usulan/?id=${id}`}>
          {title || 'Tanpa judul'}
        </a>
        {referenceNumber && <span className="hint line nowrap">Nomor {referenceNumber}</span>}
      </th>
      <td data-label="Unit">{unit}</td>
      <td data-label="Kelompok">{group}</td>
      <td data-label="Keadaan">
        <StateMark state={state} />
      </td>
      <td data-label="Sejak">
        {days === 0 ? 'Hari ini' : `${count(days)} hari`}
        <span className="hint line nowrap">{date(new Date(stateSince), 'short')}</span>
      </td>
      <td data-label="Kelengkapan">
        <Completeness row={row} gate={gate} />
      </td>
    </tr>
  )
}

/** Gaps that are said in full; the rest is a number. */
const mostSaid = 2

function Completeness({ row, gate }: { row: GateRow; gate: Gate }) {
  const { state, problems } = row
  if (state === 'submitted' || state === 'eligible' || state === 'ineligible')
    return <span className="hint">Sudah diteruskan</span>
  if (problems.length === 0)
    return (
      <span className="state">
        <Kawung filled={4} />
        Lengkap
      </span>
    )
  const lines = problems.map((gap) => proposalProblemText(gap, gate.form))
  if (lines.length <= mostSaid) return <Lines lines={lines} />
  return (
    <details>
      <summary>{count(lines.length)} hal belum lengkap</summary>
      <Lines lines={lines} />
    </details>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className="stack stack-tight">
    {lines.map((line) => (
      <li className="attention" key={line}>
        {line}
      </li>
    ))}
  </ul>
)
