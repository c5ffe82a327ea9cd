import { parseArgs } from 'node:util'
import * as z from 'zod'
import { deskGroups } from './jury-desk.ts'
import { publishing } from './jury-publishing.ts'
import { median, printTable, progress, writeJson, type Measurement, type Target } from './measurement.ts'
import { openWorkerd } from './workerd.ts'

/**
 * `npm run bench:jury -- --json FILE`: the jury's side against its limits. `--minutes 10` and `--seed 1` of the chaos, `--only desk,chaos` for
 * some groups, `--site FOLDER` for pages that are built already.
 */
const { values: asked } = parseArgs({
  options: {
    json: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    site: { type: 'string' },
  },
})

const TARGETS: Readonly<Record<string, Target>> = {
  assign_3500x3_ms: { atMost: 1000 },
  assign_load_spread: { atMost: 1 },
  assign_components: { atMost: 1 },
  desk_open_next_p95_ms: { atMost: 150 },
  desk_script_gzip_kb: { atMost: 60 },
  sheet_lost: { atMost: 0 },
  sheet_unshown: { atMost: 0 },
  sheet_miscounts: { atMost: 0 },
  sheet_left_on_devices: { atMost: 0 },
}

const PLANNER = `import { reportPlan } from '#domain/assignment.ts'
import { assignOnce, benchDemand, figuresOf } from './jury-demand.ts'
let demand, plan, report
const work = {
  demand: ({ proposals, jurors }) => { demand = benchDemand(Number(proposals), Number(jurors)) },
  assign: () => { plan = assignOnce(demand) },
  report: () => { report = reportPlan(demand, plan) },
  figures: () => figuresOf(report),
}
export default {
  fetch(request) {
    const query = Object.fromEntries(new URL(request.url).searchParams)
    return Response.json(work[query.phase](query) ?? null)
  }
}`

const planned = z.object({ spread: z.number(), components: z.number(), unmet: z.number() })

type Round = { name: string; proposals: number; jurors: number; runs: number }

const ROUNDS: readonly Round[] = [
  { name: '3500x3', proposals: 3500, jurors: 60, runs: 7 },
  { name: '35000x3', proposals: 35_000, jurors: 60, runs: 3 },
  { name: '35000x3_600', proposals: 35_000, jurors: 600, runs: 3 },
]

/** CPU time of plan and report in workerd, once warm, and how good the plan of a real round is. */
async function assignment(): Promise<Measurement[]> {
  const workerd = await openWorkerd('planner', PLANNER)
  const timesOf = async (phase: string, runs: number) => {
    await workerd.ask({ phase })
    const times: number[] = []
    for (let run = 0; run < runs; run++) times.push((await workerd.ask({ phase })).cpu)
    return median(times)
  }
  const measurements: Measurement[] = []
  const record = (name: string, value: number, unit: string) => measurements.push({ name, value, unit })
  try {
    for (const { name, proposals, jurors, runs } of ROUNDS) {
      await workerd.ask({ phase: 'demand', proposals, jurors })
      record(`assign_${name}_ms`, await timesOf('assign', runs), 'ms CPU')
      record(`assign_report_${name}_ms`, await timesOf('report', runs), 'ms CPU')
      const { text } = await workerd.ask({ phase: 'figures' })
      process.stderr.write(`${name}: ${text}\n`)
      const figures = planned.parse(JSON.parse(text))
      if (figures.unmet > 0) throw new Error(`${figures.unmet} proposals of ${name} lack readers`)
      if (name !== '3500x3') continue
      record('assign_load_spread', figures.spread, 'readings')
      record('assign_components', figures.components, 'pieces')
    }
  } finally {
    await workerd.dispose()
  }
  return measurements
}

const { desk, chaos } = deskGroups({ minutes: Number(asked.minutes), seed: Number(asked.seed), site: asked.site })

/** Groups of figures; each function answers its own. */
const groups: Readonly<Record<string, () => Promise<Measurement[]>>> = { assignment, publishing, desk, chaos }

const chosen = asked.only?.split(',') ?? Object.keys(groups)
const measurements: Measurement[] = []
for (const name of chosen) {
  const measure = groups[name]
  if (!measure) throw new Error(`there is no group ${name}: ${Object.keys(groups).join(', ')}`)
  progress(name)
  measurements.push(...(await measure()))
}
printTable(measurements, TARGETS)
writeJson(measurements, asked.json ?? null)
