import { useState } from 'react'
import { count, meanPoints } from '#site/text/format.ts'
import { summaryWords } from '#site/text/visit.ts'
import { AddressLink } from './AddressLink.tsx'
import { MoveForm } from './MoveForm.tsx'
import type { EditionView, MoveDirection, PlenaryRow, StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { TableScroll } from './TableScroll.tsx'
import type { VisitLine } from './visits/useVisitSummaries.ts'

type Props = {
  edition: EditionView
  stage: StageRow
  rows: readonly PlenaryRow[]
  awardName: (awardId: string) => string
  mayMove: boolean
  /** What the field visit found, by proposal. */
  visits: ReadonlyMap<string, VisitLine>
  onMoved: () => void
}

/** By rank, with a dashed line under the last row that the scores bring in. */
export function PlenaryList({ edition, stage, rows, awardName, mayMove, visits, onMoved }: Props) {
  const { get, replace } = useAddress()
  const [moved, setMoved] = useState('')
  if (rows.length === 0)
    return <p className="empty">Tidak ada usulan berperingkat di sini. Pilih kelompok atau klaster lain.</p>
  const lastInside = rows.findLastIndex(({ byScore }) => byScore !== null)
  return (
    <>
      <p className="visually-hidden" role="status">
        {moved}
      </p>
      <TableScroll>
        <table className="table table-stack">
          <caption>Urut: peringkat. Garis putus: batas menurut skor.</caption>
          <thead>
            <tr>
              <th scope="col" className="numeric">
                Peringkat
              </th>
              <th scope="col">Nomor</th>
              <th scope="col">Judul dan instansi</th>
              <th scope="col" className="numeric">
                Rerata
              </th>
              <th scope="col">Usul keputusan</th>
              {mayMove && <th scope="col">Tindakan</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const asked = mayMove && get('pindah') === row.proposalId
              return [
                <Row
                  key={row.proposalId}
                  row={row}
                  isCut={index === lastInside && !asked}
                  awardName={awardName}
                  mayMove={mayMove}
                  visit={visits.get(row.proposalId)}
                />,
                asked && (
                  <tr key={`${row.proposalId} form`} className={index === lastInside ? 'is-cut' : undefined}>
                    <td colSpan={6} className="is-wide">
                      <MoveForm
                        edition={edition.slug}
                        stageId={stage.id}
                        row={row}
                        direction={directionOf(row)}
                        onMoved={() => {
                          setMoved(`${row.title} dipindahkan.`)
                          replace({ pindah: null })
                          onMoved()
                        }}
                        onCancel={() => replace({ pindah: null })}
                      />
                    </td>
                  </tr>
                ),
              ]
            })}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

/** A moved row can only be put back as the scores say; any other can be moved across the line. */
function directionOf({ move, byScore }: PlenaryRow): MoveDirection {
  if (move && move.direction !== 'restored') return 'restored'
  return byScore === null ? 'in' : 'out'
}

const actWords = { in: 'Masukkan', out: 'Keluarkan', restored: 'Kembalikan sesuai skor' } as const

type RowProps = {
  row: PlenaryRow
  isCut: boolean
  awardName: Props['awardName']
  mayMove: boolean
  visit: VisitLine | undefined
}

function Row({ row, isCut, awardName, mayMove, visit }: RowProps) {
  const { proposalId, rank, tied, tiedAtCut, title, agency, referenceNumber, sumHundredths, sheetCount, proposed } = row
  const direction = directionOf(row)
  return (
    <tr className={[isCut && 'is-cut', proposed === null && 'is-out'].filter((name) => name).join(' ') || undefined}>
      <td className="numeric" data-label="Peringkat">
        <b>{count(rank)}</b>
        {tied && <span className="hint"> bersama</span>}
      </td>
      <td className="nowrap" data-label="Nomor">
        {referenceNumber}
      </td>
      <th scope="row" className="cell-title">
        {title}
        <br />
        <span className="hint">{agency}</span>
        {visit && (
          <a className="line" href={visit.href}>
            Kunjungan: {visit.sheets === 0 ? 'tanpa lembar' : summaryWords(visit)}
          </a>
        )}
      </th>
      <td className="numeric" data-label="Rerata">
        {meanPoints(sumHundredths, sheetCount)}
      </td>
      <td data-label="Usul keputusan">
        {proposed === null ? 'Tidak masuk' : <b>{awardName(proposed)}</b>}
        {tiedAtCut && <p className="attention">Peringkat sama tepat di batas; pleno memilih</p>}
        {row.move && row.move.direction !== 'restored' && (
          <p>
            {row.move.direction === 'in' ? 'Dimasukkan' : 'Dikeluarkan'} pleno: {row.move.reason}{' '}
            <span className="hint">({row.move.by})</span>
          </p>
        )}
        {!row.passes && <p className="hint">Di bawah nilai ambang</p>}
      </td>
      {mayMove && (
        <td>
          <AddressLink className="action" to={{ pindah: proposalId }}>
            {actWords[direction]}
            <span className="visually-hidden"> {title}</span>
          </AddressLink>
        </td>
      )}
    </tr>
  )
}
