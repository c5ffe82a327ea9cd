import { count } from '#site/text/format.ts'
import { moveWords } from '#site/text/ranking.ts'
import { Stop, Wait } from '../EditionDesk.tsx'
import { Field } from '../Field.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import type { RunSummary } from './laboratory-answers.ts'
import { compareRuns } from './laboratory-api.ts'
import { configWords, runName, type Bench } from './laboratory-parts.ts'

type Props = Bench & { runs: readonly RunSummary[]; chosen: RunSummary }

/** Two runs: with and without a score, with and without the spread correction. */
export function CompareRuns({ runs, chosen, ...bench }: Props) {
  const { get, replace } = useAddress()
  const finished = runs.filter(({ result }) => result !== null && result.status !== 'REFUSED')
  const before = finished.find(({ id }) => id === chosen.id) ?? finished[0]
  const after = finished.find(({ id }) => id === get('dengan')) ?? finished.find(({ id }) => id !== before?.id)
  if (!before || !after)
    return <p className="empty">Dibutuhkan dua hitungan yang selesai. Mulai satu lagi dengan pilihan lain.</p>
  const choice = (id: string, label: string, value: string, parameter: string) => (
    <Field id={id} label={label}>
      <select
        id={id}
        className="select"
        value={value}
        onChange={({ target }) => replace({ [parameter]: target.value })}
      >
        {finished.map((run) => (
          <option key={run.id} value={run.id}>
            {runName(runs, run.id)}: {configWords(run.config)}
          </option>
        ))}
      </select>
    </Field>
  )
  return (
    <>
      <div className="fields">
        {choice('banding-lama', 'Dari', before.id, 'hitungan')}
        {choice('banding-baru', 'Ke', after.id, 'dengan')}
      </div>
      {before.id === after.id ? (
        <p className="empty">Pilih dua hitungan yang berbeda.</p>
      ) : (
        <Comparison key={`${before.id} ${after.id}`} {...bench} before={before} after={after} />
      )}
    </>
  )
}

function Comparison({ edition, stage, before, after }: Bench & { before: RunSummary; after: RunSummary }) {
  const key = `comparison ${before.id} ${after.id}`
  const { answer } = useLoaded(key, () => compareRuns(edition.slug, stage.id, before.id, after.id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { entered, left, moves } = answer.value
  const rank = (value: number) => (value === 0 ? '–' : count(value))
  return (
    <>
      <p role="status">
        {moves.length === 0
          ? 'Kedua hitungan memberi peringkat yang sama untuk semua usulan.'
          : `${count(moves.length)} usulan berpindah; ${count(entered.length)} masuk dan ${count(left.length)} keluar.`}
      </p>
      {moves.length > 0 && (
        <TableScroll>
          <table className="table table-stack">
            <caption>Urut: perpindahan terbesar dahulu</caption>
            <thead>
              <tr>
                <th scope="col">Usulan</th>
                <th scope="col" className="numeric">
                  Dari
                </th>
                <th scope="col" className="numeric">
                  Ke
                </th>
                <th scope="col">Geser</th>
                <th scope="col">Daftar</th>
              </tr>
            </thead>
            <tbody>
              {moves.map((move) => (
                <tr key={move.proposalId}>
                  <th scope="row" className="cell-title">
                    {move.title}
                    <br />
                    <span className="hint">
                      {move.referenceNumber}, {move.agency}
                    </span>
                  </th>
                  <td className="numeric" data-label="Dari">
                    {rank(move.before)}
                  </td>
                  <td className="numeric" data-label="Ke">
                    {rank(move.after)}
                  </td>
                  <td className="nowrap" data-label="Geser">
                    {move.before === 0 || move.after === 0 ? '–' : moveWords(move.before, move.after)}
                  </td>
                  <td data-label="Daftar">{listWords(move)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}

function listWords({ wasSelected, isSelected }: { wasSelected: boolean; isSelected: boolean }) {
  if (wasSelected === isSelected) return isSelected ? 'Tetap masuk' : 'Tetap di luar'
  return <b>{isSelected ? 'Menjadi masuk' : 'Menjadi keluar'}</b>
}
