import { useRef, useState } from 'react'
import { count } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { phaseOf } from '../EditionDesk.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Form } from '../Form.tsx'
import { FaultTable } from '../FaultTable.tsx'
import { TableFileField } from '../TableFileField.tsx'
import { useSending } from '../useSending.ts'
import type { StageDesk } from './AssignmentBoard.tsx'
import { faultWords } from './plan-words.ts'
import { bringTable, tableFile, type CheckedTable } from './planning-api.ts'

/** The readings as a table that leaves, is changed, and comes back as a plan. */
export function TableDesk(desk: StageDesk) {
  const { place, mayAct, work, stage, edition } = desk
  return (
    <>
      <section className="block stack" aria-labelledby="unduh">
        <h2 id="unduh">Unduh penugasan</h2>
        <p className="measure">
          Nomor usulan, judul, instansi, nama dan surel juri, urutan, dan keadaan lembar. Tanpa nilai. Setiap unduhan
          tercatat dalam jejak.
        </p>
        {work.progress.assignments === 0 ? (
          <p className="empty">Belum ada bacaan pada tahap ini.</p>
        ) : (
          <p className="cluster">
            <a className="button button-secondary" href={tableFile(place, 'csv')} download>
              Unduh CSV
            </a>
            <a className="button button-secondary" href={tableFile(place, 'xlsx')} download>
              Unduh XLSX
            </a>
          </p>
        )}
      </section>
      {mayAct && phaseOf(stage, edition.now) !== 'past' && <Import {...desk} />}
    </>
  )
}

function Import({ place }: StageDesk) {
  const input = useRef<HTMLInputElement>(null)
  const [isWhole, setWhole] = useState(false)
  const [checked, setChecked] = useState<CheckedTable>()
  const [lines, setLines] = useState<readonly { href: string; text: string }[]>([])
  const { send, problem, isSending } = useSending()
  const check = async () => {
    const file = input.current?.files?.[0]
    setLines(file ? [] : [{ href: '#tabel', text: 'Pilih berkas CSV atau XLSX.' }])
    if (!file) return
    const answer = await send(() => bringTable(place, file, isWhole))
    setChecked(answer?.ok ? answer.value : undefined)
  }
  return (
    <section className="block stack" aria-labelledby="impor">
      <h2 id="impor">Susun dari tabel</h2>
      <p className="measure">
        Berkas CSV atau XLSX dengan kolom Nomor usulan dan Surel juri. Setiap baris diperiksa dahulu. Bila semua benar,
        tabel menjadi rancangan yang dapat dilihat, dibandingkan, dan baru berlaku sesudah diterbitkan.
      </p>
      <ErrorSummary heading="Periksa isian ini" lines={lines} />
      <Refusal problem={problem} />
      <Form className="stack" onSubmit={check}>
        <TableFileField id="tabel" input={input} onChange={() => setChecked(undefined)} />
        <label className="choice">
          <input
            type="checkbox"
            checked={isWhole}
            onChange={({ target }) => {
              setWhole(target.checked)
              setChecked(undefined)
            }}
          />
          <span>
            Tabel ini memuat seluruh penugasan: bacaan yang tidak disebut berakhir, kecuali yang lembarnya sudah
            diserahkan
          </span>
        </label>
        <div className="cluster">
          <button type="submit" className="button button-secondary">
            {isSending ? 'Memeriksa' : 'Periksa tabel'}
          </button>
          <span role="status">{isSending && 'Tabel sedang diperiksa.'}</span>
        </div>
      </Form>
      {checked && <Outcome checked={checked} />}
    </section>
  )
}

function Outcome({ checked }: { checked: CheckedTable }) {
  const { planId, lines, standing, added, ended, faultyLines, faults } = checked
  if (faults.length === 0) {
    return (
      <div className="notice stack stack-tight" role="status">
        <p>
          {count(lines)} baris terbaca, semuanya benar: {count(added)} bacaan baru, {count(standing)} sudah berlaku,{' '}
          {count(ended)} berakhir.
        </p>
        {planId === null ? (
          <p>Tidak ada yang perlu diubah.</p>
        ) : (
          <p>
            <AddressLink className="button" to={{ bagian: 'rancangan', rancangan: planId }}>
              Lihat rancangan dari tabel ini
            </AddressLink>
          </p>
        )}
      </div>
    )
  }
  return (
    <FaultTable
      lines={lines}
      faultyLines={faultyLines}
      rows={faults.map(({ line, field, value, fault }) => ({
        line,
        column: field === 'email' ? 'Surel juri' : 'Nomor usulan',
        value,
        ...faultWords[fault],
      }))}
    />
  )
}
