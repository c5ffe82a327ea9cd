import * as z from 'zod'
import { expectStatus } from './client.ts'
import { edition, plan, plenary, scoring, type Demand } from './competition.ts'
import { median, timed, type Measurement } from './measurement.ts'
import type { Portal } from './portal.ts'

const few = { rounds: 15, warmUp: 3 }

async function measureGet(portal: Portal, cookie: string, path: string): Promise<{ ms: number; text: string }> {
  let text = ''
  const times = await timed(async () => {
    text = (await expectStatus(portal.client, 200, { method: 'GET', path, cookie })).text
  }, few)
  return { ms: median(times), text }
}

const screeningPage = z.object({ rows: z.array(z.unknown()).length(50) })

/** The first page of what waits for its screening. */
export async function measureScreeningList(portal: Portal, cookie: string, suffix: string): Promise<Measurement> {
  const { ms, text } = await measureGet(portal, cookie, `/api/editions/${edition.slug}/screenings?state=submitted`)
  screeningPage.parse(JSON.parse(text))
  return { name: `screening_list_ms${suffix}`, value: ms, unit: 'ms' }
}

const rows = z.array(z.unknown())

/** The whole ranking, computed from the sheets each time, as JSON over HTTP; every proposal must be ranked. */
export async function measureRanking(portal: Portal, cookie: string, size: number): Promise<Measurement[]> {
  const stages = `/api/editions/${edition.slug}/stages`
  const ranking = await measureGet(portal, cookie, `${stages}/${scoring.id}/ranking`)
  z.object({ ranked: rows.length(size), unranked: rows.length(0) }).parse(JSON.parse(ranking.text))
  const table = await measureGet(portal, cookie, `${stages}/${plenary.id}/plenary`)
  z.object({ list: rows.length(size) }).parse(JSON.parse(table.text))
  return [
    { name: `rank_${size}_ms`, value: ranking.ms, unit: 'ms' },
    { name: `rank_${size}_kb`, value: Buffer.byteLength(ranking.text) / 1000, unit: 'kB' },
    { name: `plenary_${size}_ms`, value: table.ms, unit: 'ms' },
  ]
}

/** The pure function, in Node. */
export async function measureAssignment(demand: Demand): Promise<Measurement[]> {
  const times = await timed(() => plan(demand), { rounds: 5, warmUp: 1 })
  const readings = plan(demand)
  const loads = demand.jurors.map((id) => readings.filter(({ jurorId }) => jurorId === id).length)
  const name = `assign_${demand.proposals.length}x2`
  return [
    { name: `${name}_ms`, value: median(times), unit: 'ms' },
    { name: `${name}_spread`, value: Math.max(...loads) - Math.min(...loads), unit: 'readings' },
  ]
}
