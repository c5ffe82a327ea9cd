import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { makePlan, publishPlan } from './staff-api.ts'
import type { Plan, StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useSending } from './useSending.ts'
import { TableScroll } from './TableScroll.tsx'

/** Largest seed the server takes: 32 bits. */
const maxSeed = 4_294_967_295

const readSeed = (text: string): number | null => {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN
  return value <= maxSeed ? value : null
}

type Props = { edition: string; stage: StageRow; onPlanned: () => void }

/** A plan is drawn from a seed, looked at, and then made to hold; the same seed gives the same plan. */
export function AssignmentPlanner({ edition, stage, onPlanned }: Props) {
  const { get, replace } = useAddress()
  const [plan, setPlan] = useState<Plan | null>(null)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const seed = get('benih') ?? '1'

  const run = async (preview: boolean) => {
    const value = readSeed(seed)
    setMistakes(value === null ? [{ href: '#benih', text: `Isi bilangan bulat dari 0 sampai ${count(maxSeed)}.` }] : [])
    if (value === null) return
    if (preview || !plan) {
      const order = { kind: 'first', seed: value, mostReadings: null, usesThemes: true, reason: '' } as const
      const answer = await send(() => makePlan(edition, stage.id, order))
      if (answer?.ok) setPlan(answer.value)
      return
    }
    const answer = await send(() => publishPlan(edition, stage.id, plan.id))
    if (answer?.ok) onPlanned()
  }
  const current = plan && String(plan.seed) === seed.trim() ? plan : null
  return (
    <section className="block stack" aria-labelledby="susun">
      <h2 id="susun">Susun penugasan</h2>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run(true)
        }}
      >
        <TextField
          id="benih"
          label="Benih undian"
          hint="Bilangan bulat. Benih yang sama dengan juri dan usulan yang sama selalu menghasilkan penugasan yang sama, jadi dapat diperiksa ulang."
          inputMode="numeric"
          className="input-short"
          value={seed}
          error={mistakes[0]?.text}
          onValue={(value) => replace({ benih: value })}
        />
        <p>
          <button type="submit" className="button button-secondary">
            {isSending ? 'Menyusun' : 'Lihat rancangan'}
          </button>
        </p>
      </form>
      {current && (
        <Preview plan={current}>
          <button type="button" className="button" onClick={() => void run(false)}>
            {isSending ? 'Menerbitkan' : 'Terbitkan penugasan'}
          </button>
        </Preview>
      )}
    </section>
  )
}

const causes: Readonly<Record<string, string>> = {
  conflicts: 'semua juri lain mempunyai benturan kepentingan',
  load_caps: 'juri yang dapat membacanya sudah mencapai batas bacaan',
  apart: 'juri yang dapat membacanya tidak boleh membaca usulan yang sama',
  too_few_jurors: 'jumlah juri tidak mencukupi',
}

function Preview({ plan, children }: { plan: Plan; children: React.ReactNode }) {
  const { readersPerProposal, seed, report } = plan
  if (!report) return null
  const { proposals, loads, conflictsAvoided, unmet } = report
  const sizes = loads.map((load) => load.count)
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  return (
    <div className="stack">
      <div className="notice">
        <p>
          Rancangan dengan benih {seed}: {count(proposals)} usulan, {count(readersPerProposal)} penilai setiap usulan.
          Beban {count(least)} sampai {count(most)} usulan per juri. {count(conflictsAvoided)} pasangan juri dan usulan
          dihindari karena benturan kepentingan.
        </p>
      </div>
      <TableScroll>
        <table className="table table-dense table-narrow">
          <caption>Beban setiap juri</caption>
          <thead>
            <tr>
              <th scope="col">Juri</th>
              <th scope="col" className="numeric">
                Usulan
              </th>
            </tr>
          </thead>
          <tbody>
            {loads.map(({ jurorId, name, count: load }) => (
              <tr key={jurorId}>
                <th scope="row">{name}</th>
                <td className="numeric">{count(load)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {unmet.length === 0 ? (
        <p>Setiap usulan mendapat penilai yang cukup.</p>
      ) : (
        <div className="stack stack-tight">
          <p className="attention">{count(unmet.length)} usulan kekurangan penilai</p>
          <ul className="stack stack-tight">
            {unmet.map(({ proposalId, title, missing, cause }) => (
              <li key={proposalId}>
                {title}: kurang {count(missing)}, karena {causes[cause] ?? cause}.
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="hint">
        Sesudah diterbitkan, setiap juri menerima surat, dan rancangan ini berlaku untuk seluruh tahap. Susunan tidak
        dapat diterbitkan dua kali.
      </p>
      <p>{children}</p>
    </div>
  )
}
