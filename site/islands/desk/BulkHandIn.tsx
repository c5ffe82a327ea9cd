import { useRef, useState } from 'react'
import { clock, count, points as asPoints } from '#site/text/format.ts'
import { Dialog } from '../Dialog.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { OwnSheetRow, OwnSheets } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import { handInProblemText, handInSheet, type HandInResult } from './hand-in.ts'
import { totalOf } from './own-score-rows.ts'
import { pointsOf, writtenOf } from './written-sheet.ts'

type Props = {
  rows: readonly OwnSheetRow[]
  criteria: OwnSheets['criteria']
  device: DeskDevice
  onClose: (isChanged: boolean) => void
}

type Result = HandInResult | { ok: false; problem: 'unreadable' | 'changed' }

/** One sheet as the portal and this device have it now, if that is what the table shows. */
async function handInRow(device: DeskDevice, { id, points }: OwnSheetRow): Promise<Result> {
  await device.readings.visit(id)
  const view = device.readings.peek(id)?.view
  const written = device.sheets.find(id)?.saver.read().content ?? (view?.draft && writtenOf(view.draft))
  if (!view || !written) return { ok: false, problem: 'unreadable' }
  const now = pointsOf(written)
  const isShown = view.rubric.every((criterion) => now[criterion.id] === points[criterion.id])
  return isShown ? handInSheet(device, view, written) : { ok: false, problem: 'changed' }
}

/** Check the answers of several sheets, hand them in by one act, one after the other, and see what became of each. */
export function BulkHandIn({ rows: given, criteria, device, onClose }: Props) {
  const [rows] = useState(given)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [isSending, setSending] = useState(false)
  const isStopped = useRef(false)
  const chosen = rows.filter(({ id }) => !left.has(id))

  const submit = async () => {
    if (isSending) return
    setSending(true)
    for (const row of chosen) {
      if (isStopped.current) break
      const result = await handInRow(device, row)
      setResults((all) => new Map(all).set(row.id, result))
    }
    setSending(false)
  }
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const isDone = results.size > 0 && !isSending
  const close = () => {
    isStopped.current = true
    onClose(results.size > 0)
  }
  return (
    <Dialog
      heading={isDone ? 'Tanda terima' : `Periksa ${count(rows.length)} lembar sebelum diserahkan`}
      onClose={close}
      isWide
    >
      {!isDone && (
        <p>Sesudah diserahkan, lembar tidak dapat diubah. Lepas centang lembar yang belum akan diserahkan.</p>
      )}
      <TableScroll>
        <table className="table table-dense">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Diserahkan</span>
              </th>
              <th scope="col">Usulan</th>
              <th scope="col" className="numeric">
                Nilai
              </th>
              <th scope="col">Hasil</th>
              {criteria.map(({ id, title }) => (
                <th key={id} scope="col" className="numeric">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Serahkan ${row.referenceNumber}`}
                    checked={!left.has(row.id)}
                    disabled={isSending || results.size > 0}
                    onChange={() => toggle(row.id)}
                  />
                </td>
                <th scope="row">
                  {row.referenceNumber}, {row.title}
                </th>
                <td className="numeric">{asPoints(totalOf(criteria, row) ?? 0)}</td>
                <td>
                  <Outcome result={results.get(row.id)} />
                </td>
                {criteria.map(({ id }) => (
                  <td key={id} className="numeric">
                    {row.points[id]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <div role="status">
        {isSending && (
          <p className="cluster">
            <span>
              Menyerahkan, {count(results.size)} dari {count(chosen.length)}
            </span>
            <progress className="meter" value={results.size} max={chosen.length} aria-hidden="true" />
          </p>
        )}
        {isDone && (
          <p>
            {count([...results.values()].filter(({ ok }) => ok).length)} dari {count(chosen.length)} lembar diserahkan.
          </p>
        )}
      </div>
      <div className="cluster">
        {results.size === 0 && chosen.length > 0 && (
          <button type="button" className="button" onClick={() => void submit()}>
            {isSending ? 'Menyerahkan' : `Serahkan ${count(chosen.length)} lembar ini`}
          </button>
        )}
        <button type="button" className="button button-secondary" onClick={close}>
          {isDone ? 'Tutup' : isSending ? 'Berhenti sesudah lembar ini' : 'Kembali mengubah'}
        </button>
      </div>
    </Dialog>
  )
}

function refusalWords(problem: Extract<Result, { ok: false }>['problem']): string {
  if (problem === 'unreadable') return 'Lembar tidak terbaca.'
  if (problem === 'changed')
    return 'Isiannya sudah berubah sejak tabel ini dibuka. Muat ulang tabel, lalu periksa lagi.'
  return handInProblemText(problem)
}

function Outcome({ result }: { result: Result | undefined }) {
  if (!result) return '–'
  if (!result.ok) return <span className="field-error">{refusalWords(result.problem)}</span>
  const { handedInAt, sha256 } = result.done
  if (handedInAt === null) return 'akan diserahkan ketika tersambung'
  return (
    <>
      diterima {clock(new Date(handedInAt))}
      <span className="hint line">bukti {sha256?.slice(0, 12)}</span>
    </>
  )
}
