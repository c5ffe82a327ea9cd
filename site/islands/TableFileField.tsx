import type { RefObject } from 'react'

/** Where a table is chosen: a CSV or a workbook. */
export const TableFileField = ({
  id,
  input,
  onChange,
}: {
  id: string
  input: RefObject<HTMLInputElement | null>
  onChange: () => void
}) => (
  <div className="field">
    <label htmlFor={id}>Berkas tabel</label>
    <input
      id={id}
      ref={input}
      type="file"
      className="input"
      accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      onChange={onChange}
    />
  </div>
)
