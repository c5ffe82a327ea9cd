import { useState } from 'react'
import type { ConflictReason } from '#domain/conflict.ts'
import { count } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { KindAndReason, mistakesOf } from './ConflictDialog.tsx'
import { declareMany, type DeclarableReading } from './conflicts-api.ts'

type Props = { readings: readonly DeclarableReading[]; onDeclared: (news: string) => void }

const matches = ({ referenceNumber, title, agency }: DeclarableReading, words: string) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${referenceNumber} ${title} ${agency}`.toLowerCase().includes(word))

/** Title and agency of everything that is assigned and not handed in, to give back one or many at once. */
export function DeclareList({ readings, onDeclared }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<ConflictReason | ''>('')
  const [reason, setReason] = useState('')
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const shown = readings.filter((reading) => matches(reading, words.trim()))
  const ids = readings.map(({ id }) => id).filter((id) => chosen.has(id))
  const toggle = (id: string) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
  const areAll = shown.length > 0 && shown.every(({ id }) => chosen.has(id))

  const declare = async () => {
    const found = mistakesOf(kind, reason)
    setMistakes(found)
    if (found.length > 0 || kind === '' || ids.length === 0) return
    const answer = await send(() => declareMany({ readingIds: ids, kind, reason: reason.trim() }))
    if (!answer?.ok) return
    setChosen(new Set())
    setReason('')
    setKind('')
    onDeclared(`Benturan dinyatakan untuk ${count(answer.value.declared)} usulan. Juri lain sedang dicarikan.`)
  }

  if (readings.length === 0) {
    return (
      <p className="empty">Tidak ada usulan yang menunggu Anda. Yang sudah diserahkan tidak dapat dilepas di sini.</p>
    )
  }
  return (
    <>
      <TextField
        id="cari-usulan"
        label="Cari judul, nomor, atau instansi"
        type="search"
        value={words}
        onValue={setWords}
      />
      <p className="hint" role="status">
        {count(shown.length)} dari {count(readings.length)} usulan, {count(ids.length)} dipilih
      </p>
      <div className="declare-list">
        <TableScroll>
          <table className="table table-dense table-stack">
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label="Pilih semua yang tampil"
                    checked={areAll}
                    onChange={() =>
                      setChosen((now) => {
                        const visible = new Set(shown.map(({ id }) => id))
                        return areAll
                          ? new Set([...now].filter((id) => !visible.has(id)))
                          : new Set([...now, ...visible])
                      })
                    }
                  />
                </th>
                <th scope="col">Usulan</th>
                <th scope="col">Instansi</th>
                <th scope="col">Tahap</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, title, referenceNumber, agency, stageName }) => (
                <tr key={id} className={chosen.has(id) ? 'is-selected' : undefined}>
                  <td>
                    <input
                      type="checkbox"
                      id={`pilih-${id}`}
                      aria-label={`Pilih ${title}`}
                      checked={chosen.has(id)}
                      onChange={() => toggle(id)}
                    />
                  </td>
                  <td data-label="Usulan">
                    <label htmlFor={`pilih-${id}`}>{title}</label>
                    <span className="line hint">{referenceNumber}</span>
                  </td>
                  <td data-label="Instansi">{agency}</td>
                  <td data-label="Tahap">{stageName}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
        {shown.length === 0 && <p className="empty">Tidak ada usulan dengan kata itu.</p>}
      </div>
      {ids.length > 0 && (
        <Form className="inline-form" aria-label="Nyatakan benturan" onSubmit={declare}>
          <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
          <Refusal problem={problem} />
          <p>
            {count(ids.length)} usulan akan hilang dari semua daftar Anda dan tidak kembali dengan sendirinya. Ini bukan
            penyerahan nilai: tidak ada nilai yang dikirim.
          </p>
          <KindAndReason {...{ kind, setKind, reason, setReason, mistakes }} />
          <p className="cluster">
            <button className="button button-secondary" type="submit">
              {isSending ? 'Mencatat' : `Nyatakan benturan untuk ${count(ids.length)} usulan`}
            </button>
            <button type="button" className="action" onClick={() => setChosen(new Set())}>
              Batalkan pilihan
            </button>
          </p>
        </Form>
      )}
    </>
  )
}
