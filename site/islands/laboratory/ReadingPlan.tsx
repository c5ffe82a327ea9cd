import { count } from '#site/text/format.ts'

export type PlannedReadings = {
  planId: string | null
  proposals: number
  closesAt: string
  seed: number
  loads: readonly { jurorId: string; name: string; count: number }[]
  unmet: readonly { proposalId: string; title: string; missing: number; cause: string }[]
}

/** Who would read how many more, before anything is sent. */
export function ReadingPlan({ plan: { proposals, loads, unmet, seed } }: { plan: PlannedReadings }) {
  const busy = loads.filter((load) => load.count > 0)
  return (
    <div className="notice stack stack-tight" role="status">
      <p>
        {count(proposals)} usulan. Tambahan beban:{' '}
        {busy.map(({ name, count: load }) => `${name} ${count(load)}`).join('; ')}.
      </p>
      <p className="hint">
        Pembagian diundi dengan benih {seed}, delapan digit pertama sidik jari hasil hitungan ini; tidak ada yang
        memilihnya.
      </p>
      {unmet.length > 0 && (
        <ul className="stack stack-tight">
          {unmet.map(({ proposalId, title, missing }) => (
            <li key={proposalId} className="attention">
              {title}: kurang {count(missing)} juri, karena juri lain sudah membacanya atau mempunyai benturan
              kepentingan.
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
