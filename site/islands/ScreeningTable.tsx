import { ageText } from '#site/text/age.ts'
import { screeningStates } from '#site/text/labels.ts'
import { reasonWithCode } from '#site/text/screening.ts'
import type { ProposalState } from '#domain/proposal.ts'
import { AddressLink } from './AddressLink.tsx'
import { Kawung } from './marks.tsx'
import type { ScreeningRow } from './staff-answers.ts'
import { TableScroll } from './TableScroll.tsx'

type Selection = { checked: ReadonlySet<string>; toggle: (id: string) => void }
type Props = {
  rows: readonly ScreeningRow[]
  chosenId: string | undefined
  onChoose: (id: string) => void
  selection: Selection | null
}

export function ScreeningTable({ rows, chosenId, onChoose, selection }: Props) {
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            {selection && (
              <th scope="col">
                <span className="visually-hidden">Pilih</span>
              </th>
            )}
            <th scope="col">Nomor</th>
            <th scope="col">Judul</th>
            <th scope="col">Instansi</th>
            <th scope="col">Umur pada penutupan</th>
            <th scope="col">Kelengkapan</th>
            <th scope="col">Kemiripan</th>
            <th scope="col">Keputusan</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.submissionId}
              row={row}
              isChosen={row.submissionId === chosenId}
              onChoose={onChoose}
              selection={selection}
            />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Row({
  row,
  isChosen,
  onChoose,
  selection,
}: { row: ScreeningRow; isChosen: boolean } & Pick<Props, 'onChoose' | 'selection'>) {
  const { submissionId: id, referenceNumber, title } = row
  return (
    <tr
      id={`baris-${id}`}
      data-row=""
      className={isChosen ? 'is-selected' : undefined}
      aria-current={isChosen ? 'true' : undefined}
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest('a, button, label, input'))) onChoose(id)
      }}
    >
      {selection && (
        <td>
          <label className="hit-area">
            <input
              type="checkbox"
              className="check"
              aria-label={`Pilih ${referenceNumber}`}
              checked={selection.checked.has(id)}
              onChange={() => selection.toggle(id)}
            />
          </label>
        </td>
      )}
      <td className="nowrap" data-label="Nomor">
        {referenceNumber}
      </td>
      <th scope="row" className="cell-title">
        <AddressLink className="row-title" to={{ berkas: id, lihat: null }}>
          {title}
        </AddressLink>
      </th>
      <td data-label="Instansi">{row.agency}</td>
      <td data-label="Umur pada penutupan">
        <Age row={row} />
      </td>
      <td data-label="Kelengkapan">
        <Completeness row={row} />
      </td>
      <td data-label="Kemiripan">
        <Likeness row={row} />
      </td>
      <td data-label="Keputusan">
        <Decision row={row} />
      </td>
    </tr>
  )
}

function Age({ row: { ageMonths, requiredMonths } }: { row: ScreeningRow }) {
  if (ageMonths === null) return <span className="attention">Tanggal mulai tidak ada</span>
  if (ageMonths >= requiredMonths) return ageText(ageMonths)
  return (
    <span className="attention">
      {ageText(ageMonths)}, kurang dari {ageText(requiredMonths)}
    </span>
  )
}

function Completeness({ row: { problems } }: { row: ScreeningRow }) {
  const others = problems.filter(({ code }) => code !== 'too_young')
  if (others.length === 0) return 'Lengkap'
  return others.map(({ code, text }) => (
    <span key={code + text} className="attention">
      {text}
      <br />
    </span>
  ))
}

/** The most alike of all texts one may read, leading to both beside each other. */
function Likeness({ row: { submissionId, similar, isCompared } }: { row: ScreeningRow }) {
  if (!similar) return isCompared ? 'Tidak ada' : <span className="hint">Belum dibandingkan</span>
  return (
    <AddressLink to={{ berkas: submissionId, lihat: 'kemiripan' }}>
      {similar.percent} persen: {similar.title || 'usulan tanpa judul'}
    </AddressLink>
  )
}

const markOf = (state: ProposalState) =>
  state === 'eligible' || state === 'needs_repair' || state === 'ineligible'
    ? screeningStates[state]
    : screeningStates.submitted

function Decision({ row: { state, screening } }: { row: ScreeningRow }) {
  const { name, filled, refused } = markOf(state)
  const reasons = state === 'ineligible' || state === 'needs_repair' ? (screening?.reasons ?? []) : []
  return (
    <span className="state">
      <Kawung filled={filled} refused={refused} />
      <span>
        {name}
        {reasons.length > 0 && `, ${reasons.map(({ code }: { code: string }) => reasonWithCode(code).code).join(', ')}`}
      </span>
    </span>
  )
}
