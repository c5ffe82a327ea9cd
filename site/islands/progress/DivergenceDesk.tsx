import { useState } from 'react'
import { count, date, dateAndClock, points as asPoints } from '#site/text/format.ts'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { AddressLink } from '../AddressLink.tsx'
import { phaseOf, Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { Kawung } from '../marks.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { DivergenceRecord } from './DivergenceRecord.tsx'
import { closeDivergence, divergencesFile, listDivergences, type DivergenceRow } from './progress-api.ts'
import type { StageDesk } from './ProgressBoard.tsx'

/** Proposals whose jurors are too far apart: how far each is; what was scored only when the stage has closed. */
export function DivergenceDesk({ place, stage, edition, mayAct }: StageDesk) {
  const { get } = useAddress()
  const first = useLoaded(`divergences ${place.edition} ${place.stage}`, () => listDivergences(place, null))
  const [more, setMore] = useState<{ rows: DivergenceRow[]; next: string | null } | null>(null)
  const [closing, setClosing] = useState<DivergenceRow | null>(null)
  const { send, problem } = useSending()
  if (!first.answer) return <Wait />
  if (!first.answer.ok) return <Refusal problem={first.answer.problem} />
  const { limitHundredths, readersPerProposal } = first.answer.value
  const rows = [...first.answer.value.rows, ...(more?.rows ?? [])]
  const next = more ? more.next : first.answer.value.next
  const isOver = phaseOf(stage, edition.now) === 'past'
  const chosen = rows.find(({ id }) => id === get('selisih'))
  const loadMore = async () => {
    const answer = await send(() => listDivergences(place, next))
    if (answer?.ok) setMore({ rows: [...(more?.rows ?? []), ...answer.value.rows], next: answer.value.next })
  }
  if (limitHundredths === null || readersPerProposal < 2) {
    return <p className="empty">Aturan tahap ini tidak menetapkan batas selisih nilai antarjuri.</p>
  }
  return (
    <section className="stack" aria-labelledby="selisih">
      <h2 id="selisih">Selisih nilai melebihi {asPoints(limitHundredths)}</h2>
      <p className="measure">
        Sesudah semua lembar sebuah usulan masuk dan selisihnya melebihi batas, portal menugaskan juri ketiga, lalu
        membuka konsolidasi. {isOver ? '' : 'Nilainya terlihat di sini sesudah tahap ini ditutup.'}
      </p>
      <Refusal problem={problem} />
      {rows.length === 0 ? (
        <p className="empty">
          {isOver ? 'Tidak ada selisih yang melebihi batas.' : 'Belum ada selisih yang melebihi batas.'}
        </p>
      ) : (
        <>
          {isOver && (
            <p className="no-print">
              <a className="action" href={divergencesFile(place)}>
                Unduh catatan konsolidasi (CSV)
              </a>
            </p>
          )}
          {isOver && chosen && <DivergenceRecord key={chosen.id} place={place} id={chosen.id} />}
          <Table rows={rows} isOver={isOver} onClose={mayAct && !isOver ? setClosing : null} />
          {next !== null && (
            <p>
              <button type="button" className="action" onClick={() => void loadMore()}>
                Muat berikutnya
              </button>
            </p>
          )}
        </>
      )}
      {closing && (
        <ReasonDialog
          heading={`Tutup konsolidasi ${closing.referenceNumber}`}
          text="Sesudah ditutup, tidak ada juri yang dapat menjawab lagi. Lembar yang ada tetap berlaku."
          button="Tutup konsolidasi"
          act={(reason) => closeDivergence(place, closing.id, reason)}
          onClose={() => setClosing(null)}
          onDone={() => {
            setClosing(null)
            setMore(null)
            first.reload()
          }}
        />
      )}
    </section>
  )
}

const states = {
  without_reader: { name: 'Belum ada juri ketiga yang bebas', filled: 0 },
  third_reading: { name: 'Juri ketiga membaca', filled: 1 },
  open: { name: 'Konsolidasi dibuka', filled: 2 },
  closed: { name: 'Ditutup', filled: 4 },
  lapsed: { name: 'Tahap ditutup sebelum dibuka', filled: 0 },
} as const satisfies Record<DivergenceRow['state'], { name: string; filled: number }>

type TableProps = {
  rows: readonly DivergenceRow[]
  isOver: boolean
  onClose: ((row: DivergenceRow) => void) | null
}

const Table = ({ rows, isOver, onClose }: TableProps) => (
  <TableScroll>
    <table className="table table-stack">
      <caption>{count(rows.length)} usulan</caption>
      <thead>
        <tr>
          <th scope="col">Nomor</th>
          <th scope="col">Judul</th>
          {isOver && (
            <th scope="col" className="numeric">
              Selisih
            </th>
          )}
          <th scope="col">Ditemukan</th>
          <th scope="col">Keadaan</th>
          <th scope="col" className="numeric">
            Menjawab
          </th>
          {onClose && <th scope="col">Tindakan</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} isOver={isOver} onClose={onClose} />
        ))}
      </tbody>
    </table>
  </TableScroll>
)

function Row({ row, isOver, onClose }: { row: DivergenceRow } & Omit<TableProps, 'rows'>) {
  const { id, referenceNumber, title, differenceHundredths, foundAt, state, answered, readers } = row
  const { name, filled } = states[state]
  return (
    <tr>
      <td className="nowrap" data-label="Nomor">
        {referenceNumber}
      </td>
      <th scope="row">
        {isOver ? (
          <AddressLink className="row-title" to={{ selisih: id }}>
            {title}
          </AddressLink>
        ) : (
          title
        )}
      </th>
      {isOver && (
        <td className="numeric" data-label="Selisih">
          {differenceHundredths === null ? '–' : asPoints(differenceHundredths)}
        </td>
      )}
      <td data-label="Ditemukan">{date(new Date(foundAt), 'plain')}</td>
      <td data-label="Keadaan">
        <span className="state">
          <Kawung filled={filled} />
          {name}
        </span>
        <EndOf row={row} />
      </td>
      <td className="numeric" data-label="Menjawab">
        {row.openedAt === null ? '–' : `${count(answered)} dari ${count(readers)}`}
      </td>
      {onClose && (
        <td data-label="Tindakan">
          {state === 'closed' ? (
            '–'
          ) : (
            <button
              type="button"
              className="action"
              aria-label={`Tutup ${referenceNumber}`}
              onClick={() => onClose(row)}
            >
              Tutup
            </button>
          )}
        </td>
      )}
    </tr>
  )
}

/** By whom and why a round ended; one that ended by itself says so. */
function EndOf({ row: { closedAt, closedBy, closeReason, openedAt } }: { row: DivergenceRow }) {
  if (closedAt === null) return null
  const cause =
    closedBy !== null
      ? `${closedBy}: ${closeReason ?? ''}`
      : openedAt === null
        ? 'selisih hilang sesudah sebuah lembar dicabut'
        : 'semua menjawab'
  return (
    <span className="hint pace-note">
      {dateAndClock(new Date(closedAt))}, {cause}
    </span>
  )
}
