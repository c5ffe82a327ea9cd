import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { clock, count, date, points as asPoints } from '#site/text/format.ts'
import { saveText } from '../SaveState.tsx'
import type { OwnSheetRow, OwnSheets } from './desk-api.ts'
import { useReading, type DeskDevice } from './desk-device.ts'
import { readingLink } from './listed-readings.ts'
import { stateNames, totalOf } from './own-score-rows.ts'
import type { OpenSheet } from './sheets.ts'
import { pointsOf, readTyped, writeField } from './written-sheet.ts'

type Texts = Readonly<Record<string, string>>

const shortly = (instant: Date) => `${date(instant, 'short')} ${clock(instant)}`

type Props = {
  row: OwnSheetRow
  criteria: OwnSheets['criteria']
  device: DeskDevice
  isQueued: boolean
  mayWrite: boolean
  onPoints: (points: Record<string, number>) => void
}

export function OwnScoreRow(props: Props) {
  const { row, criteria, isQueued, mayWrite } = props
  const total = totalOf(criteria, row)
  return (
    <tr>
      <td className="numeric">{count(row.position)}</td>
      <th scope="row">
        <a href={readingLink(row.id)}>{row.title}</a>
        <span className="hint line">{row.referenceNumber}</span>
      </th>
      {mayWrite ? (
        <DraftCells {...props} />
      ) : (
        <>
          <td>{isQueued ? 'Menunggu dikirim' : stateNames[row.state]}</td>
          {criteria.map(({ id }) => (
            <td key={id} className="numeric">
              {row.points[id] ?? '–'}
            </td>
          ))}
        </>
      )}
      <td className="numeric">{total === null ? '–' : <b>{asPoints(total)}</b>}</td>
      <td className="nowrap">{row.handedInAt === null ? '–' : shortly(new Date(row.handedInAt))}</td>
    </tr>
  )
}

/** The draft is opened for writing when one of its fields is: the same saver as at the desk. */
function DraftCells({ row, criteria, device, onPoints }: Props) {
  const { sheets } = device
  const [isOpen, setOpen] = useState(false)
  /** Typed before the draft was there. */
  const [early, setEarly] = useState<Texts>({})
  const waiting = useRef<Texts>({})
  const view = useReading(device, isOpen ? row.id : null)?.view
  useSyncExternalStore(sheets.subscribe, sheets.round)
  useEffect(() => (isOpen ? sheets.hold(row.id) : undefined), [isOpen, sheets, row.id])
  const sheet = view && !view.sheet ? sheets.open(view) : undefined
  const written = sheet?.saver.read().content
  const status = sheet?.saver.read().status

  const type = ({ saver }: OpenSheet, texts: Texts) => {
    const next = Object.entries(texts).reduce(
      (all, [criterionId, text]) => writeField(all, { kind: 'points', criterionId }, text),
      saver.read().content,
    )
    saver.type(next)
    onPoints(pointsOf(next))
  }
  const open = async () => {
    if (isOpen) return
    setOpen(true)
    await device.readings.visit(row.id)
    const there = device.readings.peek(row.id)?.view
    if (there && !there.sheet && Object.keys(waiting.current).length > 0) type(sheets.open(there), waiting.current)
    waiting.current = {}
    setEarly({})
  }
  const change = (id: string, text: string) => {
    if (sheet) return type(sheet, { [id]: text })
    waiting.current = { ...waiting.current, [id]: text }
    setEarly(waiting.current)
  }

  const textOf = (id: string) => written?.points[id] ?? early[id] ?? String(row.points[id] ?? '')
  return (
    <>
      <td>
        {stateNames.draft}
        {status && <output className="hint line">{saveText(status)}</output>}
      </td>
      {criteria.map(({ id, title }) => (
        <td key={id} className="numeric">
          <input
            className="score-cell"
            inputMode="numeric"
            autoComplete="off"
            aria-label={`${title}, ${row.referenceNumber}`}
            aria-invalid={readTyped(textOf(id)) === undefined ? true : undefined}
            value={textOf(id)}
            onFocus={() => void open()}
            onChange={({ target: { value } }) => change(id, value)}
          />
        </td>
      ))}
    </>
  )
}
