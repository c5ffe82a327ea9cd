import { useRef, useState } from 'react'
import { count } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { Form } from '../Form.tsx'
import { FaultTable } from '../FaultTable.tsx'
import { TableFileField } from '../TableFileField.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { columnNames, faultWords } from './conflict-faults.ts'
import { bringConflicts, conflictTemplate, type CheckedConflicts } from './conflicts-api.ts'

type Act = 'check' | 'save'

type Props = { edition: string; onSaved: (news: string) => void; onCancel: () => void }

/** Conflicts and ties from a table: tried first, then written all at once. */
export function ConflictImport({ edition, onSaved, onCancel }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [checked, setChecked] = useState<CheckedConflicts>()
  const [lines, setLines] = useState<readonly ErrorLine[]>([])
  const [act, setAct] = useState<Act>('check')
  const { send, problem, isSending } = useSending()
  const bring = async (asked: Act) => {
    const file = input.current?.files?.[0]
    setLines(file ? [] : [{ href: '#tabel-benturan', text: 'Pilih berkas CSV atau XLSX.' }])
    if (!file) return
    if (isSending) return
    setAct(asked)
    const answer = await send(() => bringConflicts(edition, file, asked))
    if (answer?.ok) {
      setChecked(answer.value)
      if (answer.value.freed !== null) onSaved(savedWords(answer.value))
      // What was checked holds where the line or the portal failed: it is saved by the same button, and what arrived already stays.
    } else if (answer?.problem.code !== 'network' && answer?.problem.code !== 'unreadable_answer') setChecked(undefined)
  }
  return (
    <section className="inline-form" aria-labelledby="dari-tabel">
      <h2 id="dari-tabel">Catat dari tabel</h2>
      <p className="measure">
        Satu baris untuk satu benturan: juri dan nomor usulan, atau juri dan instansi. Kolomnya sama dengan tabel yang
        diunduh, jadi unduhan dapat diubah lalu dibawa kembali; baris yang sudah berlaku dibiarkan. Setiap baris
        diperiksa dahulu, dan semuanya dicatat sekaligus atau tidak sama sekali.
      </p>
      <p className="cluster">
        <a className="action" href={conflictTemplate(edition, 'xlsx')} download>
          Unduh templat XLSX
        </a>
        <a className="action" href={conflictTemplate(edition, 'csv')} download>
          Unduh templat CSV
        </a>
      </p>
      <ErrorSummary heading="Periksa isian ini" lines={lines} />
      {act === 'check' && <Refusal problem={problem} />}
      <Form className="stack" aria-label="Catat dari tabel" onSubmit={() => bring('check')}>
        <TableFileField id="tabel-benturan" input={input} onChange={() => setChecked(undefined)} />
        <p className="cluster">
          <button type="submit" className="button button-secondary">
            {isSending && act === 'check' ? 'Memeriksa' : 'Periksa tabel'}
          </button>
          <button type="button" className="action" onClick={onCancel}>
            Batal
          </button>
          <span role="status">{isSending && 'Tabel sedang diproses.'}</span>
        </p>
      </Form>
      {act === 'save' && <Refusal problem={problem} />}
      {checked && (
        <Outcome checked={checked} isSaving={isSending && act === 'save'} onSave={() => void bring('save')} />
      )}
    </section>
  )
}

const savedWords = ({ conflicts, ties, freed }: CheckedConflicts): string =>
  `${newsWords({ conflicts, ties })} dicatat. ` +
  (freed ? `${count(freed)} bacaan dilepas, dan juri lain sedang dicarikan.` : 'Tidak ada bacaan yang perlu dilepas.')

const newsWords = ({ conflicts, ties }: Pick<CheckedConflicts, 'conflicts' | 'ties'>): string =>
  [
    ...(conflicts > 0 ? [`${count(conflicts)} benturan dengan usulan`] : []),
    ...(ties > 0 ? [`${count(ties)} hubungan dengan instansi`] : []),
  ].join(' dan ')

function Outcome({ checked, isSaving, onSave }: { checked: CheckedConflicts; isSaving: boolean; onSave: () => void }) {
  const { lines, standing, conflicts, ties, faultyLines, faults, effects } = checked
  if (faultyLines > 0) {
    const rows = faults.map(({ line, field, value, fault }) => ({
      line,
      column: columnNames[field],
      value,
      ...faultWords[fault],
    }))
    return <FaultTable lines={lines} faultyLines={faultyLines} rows={rows} />
  }
  if (conflicts + ties === 0) {
    return (
      <p className="notice" role="status">
        {count(lines)} baris terbaca, semuanya sudah berlaku. Tidak ada yang perlu dicatat.
      </p>
    )
  }
  const sum = (part: 'readings' | 'sheets') => effects.reduce((all, effect) => all + effect[part], 0)
  return (
    <div className="stack">
      <p className="notice" role="status">
        {count(lines)} baris terbaca, semuanya benar: {newsWords(checked)} yang baru, {count(standing)} sudah berlaku.{' '}
        {count(sum('readings'))} bacaan akan dilepas dan dicarikan juri lain.
        {sum('sheets') > 0 && ` ${count(sum('sheets'))} lembar sudah diserahkan dan tetap.`}
      </p>
      <TableScroll>
        <table className="table table-dense table-stack">
          <caption className="visually-hidden">Yang akan dicatat</caption>
          <thead>
            <tr>
              <th scope="col">Baris</th>
              <th scope="col">Juri</th>
              <th scope="col">Usulan atau instansi</th>
              <th scope="col" className="numeric">
                Bacaan dilepas
              </th>
              <th scope="col" className="numeric">
                Lembar tetap
              </th>
            </tr>
          </thead>
          <tbody>
            {effects.map(({ line, juror, is, about, readings, sheets }) => (
              <tr key={line}>
                <th scope="row">Baris {line}</th>
                <td data-label="Juri">{juror}</td>
                <td data-label="Usulan atau instansi">{is === 'conflict' ? `Usulan ${about}` : about}</td>
                <td className="numeric" data-label="Bacaan dilepas">
                  {count(readings)}
                </td>
                <td className="numeric" data-label="Lembar tetap">
                  {count(sheets)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p>
        <button type="button" className="button" onClick={onSave}>
          {isSaving ? 'Mencatat' : `Catat ${newsWords(checked)}`}
        </button>
      </p>
    </div>
  )
}
