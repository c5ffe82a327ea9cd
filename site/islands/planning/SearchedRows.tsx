import { useState, type ReactNode } from 'react'
import { count } from '#site/text/format.ts'
import { usePrinting } from '../usePrinting.ts'

const rowsAtOnce = 15

type Props<Row> = {
  id: string
  /** What is looked for, as `Cari juri`. */
  label: string
  rows: readonly Row[]
  /** The words of a row that are searched. */
  textOf: (row: Row) => string
  /** Draws the rows that are shown. */
  children: (rows: readonly Row[]) => ReactNode
}

/** Rows that are all here: the first of them, a search through all, and all of them when asked or printed. */
export function SearchedRows<Row>({ id, label, rows, textOf, children }: Props<Row>) {
  const [words, setWords] = useState('')
  const [isWhole, setWhole] = useState(false)
  const isPrinting = usePrinting()
  if (rows.length <= rowsAtOnce) return children(rows)
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    const text = textOf(row).toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  const shown = isWhole || isPrinting ? found : found.slice(0, rowsAtOnce)
  return (
    <div className="stack stack-tight">
      <div className="field no-print">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="search"
          className="input"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      <p role="status" className={wanted.length === 0 ? 'visually-hidden' : 'hint'}>
        {wanted.length > 0 && `${count(found.length)} dari ${count(rows.length)} baris cocok.`}
      </p>
      {found.length > 0 && children(shown)}
      {found.length > shown.length && (
        <p className="no-print">
          <button type="button" className="action" onClick={() => setWhole(true)}>
            Tampilkan {count(found.length - shown.length)} baris lain
          </button>
        </p>
      )}
    </div>
  )
}
