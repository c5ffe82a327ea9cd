import { expectStatus, inParallel, type Call } from './client.ts'
import { median, percentile, type Measurement } from './measurement.ts'
import { sheetOf, type Assignment, type Draft } from './competition.ts'
import type { Portal } from './portal.ts'

const writers = 8

/** Calls of one round: the saves and the bare round trips take turns, so that both meet the same machine. */
const rounds = 3
const callsEach = 100
const warmUpEach = 40

/** What one writer has of a proposal: the version and the text that the portal confirmed last, by section. */
export type Writing = Draft & {
  cookie: string
  confirmed: Map<string, { version: number; text: string }>
  saves: number
}

const paragraph =
  'Warga yang tinggal jauh dari kantor pelayanan menunggu lebih lama dan membayar lebih mahal untuk layanan yang sama. '

/** The next autosave of a writer: about 350 words, each time another text, the sections in turn. */
function nextSave(writing: Writing): { call: Call; confirm: (version: number) => void } {
  writing.saves += 1
  const sectionId = writing.sectionIds[writing.saves % writing.sectionIds.length] ?? ''
  const text = `${writing.saves} (simulasi). ${paragraph.repeat(20)}`
  const version = writing.confirmed.get(sectionId)?.version ?? 0
  return {
    call: {
      method: 'PUT',
      path: `/api/proposals/${writing.proposalId}/sections/${sectionId}`,
      cookie: writing.cookie,
      body: { text, version },
    },
    confirm: (saved) => writing.confirmed.set(sectionId, { version: saved, text }),
  }
}

async function save(client: Portal['client'], writing: Writing) {
  const { call, confirm } = nextSave(writing)
  const answer = await expectStatus(client, 200, call)
  const saved: unknown = JSON.parse(answer.text)
  if (typeof saved !== 'object' || saved === null || !('version' in saved)) throw new Error('no version came back')
  confirm(Number(saved.version))
  return answer
}

type Round = Awaited<ReturnType<typeof inParallel>>

const typicalRate = (rounds: readonly Round[]) => median(rounds.map(({ perSecond }) => perSecond))

const tripsOf = (headers: NodeJS.Dict<string | string[]>) => Number(headers['x-d1-round-trips'])

/** Eight people write at once, each a proposal of their own, following the versions; beside it the bare round trip to D1. */
export async function measureSectionSaves(
  portal: Portal,
  writings: readonly Writing[],
  suffix: string,
): Promise<Measurement[]> {
  if (writings.length !== writers) throw new Error(`${writings.length} writers, not ${writers}`)
  const saveOf = (n: number) => save(portal.client, writings[n]!)
  const bareTrip = () => expectStatus(portal.bare, 200, { method: 'GET', path: '/' })
  const bareSave = (key: number) =>
    expectStatus(portal.bare, 200, { method: 'POST', path: '/save', body: { key, text: paragraph.repeat(20) } })
  for (const call of [saveOf, bareTrip, bareSave]) await inParallel(writers, warmUpEach, call)
  const saves: Round[] = []
  const bare: Round[] = []
  const bareSaves: Round[] = []
  for (let round = 0; round < rounds; round++) {
    bare.push(await inParallel(writers, callsEach, bareTrip))
    saves.push(await inParallel(writers, callsEach, saveOf))
    bareSaves.push(await inParallel(writers, callsEach, bareSave))
  }
  const counted = await save(portal.counting, writings[0]!)
  const savesPerSecond = typicalRate(saves)
  const barePerSecond = typicalRate(bare)
  const times = saves.flatMap((round) => round.times)
  return [
    { name: `section_save_8_clients_per_s${suffix}`, value: savesPerSecond, unit: '1/s' },
    { name: `section_save_8_clients_p50_ms${suffix}`, value: median(times), unit: 'ms' },
    { name: `section_save_8_clients_p95_ms${suffix}`, value: percentile(times, 0.95), unit: 'ms' },
    { name: `d1_round_trip_8_clients_per_s${suffix}`, value: barePerSecond, unit: '1/s' },
    { name: `section_save_share_of_bare_percent${suffix}`, value: (100 * savesPerSecond) / barePerSecond, unit: '%' },
    { name: `bare_save_8_clients_per_s${suffix}`, value: typicalRate(bareSaves), unit: '1/s' },
    { name: `section_save_d1_round_trips${suffix}`, value: tripsOf(counted.headers), unit: 'trips' },
  ]
}

/** Throws unless everything that was confirmed to a writer is in the database, exactly so. */
export function requireNothingLost(
  writing: Writing,
  saved: ReadonlyMap<string, { version: number; text: string }>,
): void {
  for (const [sectionId, confirmed] of writing.confirmed) {
    const there = saved.get(sectionId)
    if (there?.version !== confirmed.version || there.text !== confirmed.text) {
      throw new Error(
        `${writing.proposalId}, ${sectionId}: confirmed as ${confirmed.version}, saved as ${there?.version}`,
      )
    }
  }
}

/** Hand-ins that the measurement needs, with those that only warm up and the one that is counted. */
export const handInWarmUp = 40
export const handIns = 300
export const handInsNeeded = handInWarmUp + handIns + 1

const handIn = ({ id }: Assignment, n: number, cookie: string): Call => ({
  method: 'POST',
  path: `/api/assignments/${id}/score-sheet`,
  cookie,
  body: sheetOf(n),
})

/** Drafts that are saved before anything is handed in: each three times, as scores are added. */
const drafts = 100
const savesEach = 3

/** One juror after another saves a draft, following the versions. */
export async function measureDraftSaves(
  portal: Portal,
  assignments: readonly Assignment[],
  cookieOf: (jurorId: string) => string,
  suffix: string,
): Promise<Measurement[]> {
  const call = (n: number, version: number): Call => {
    const { id, jurorId } = assignments[n]!
    const { points, comments, comment } = sheetOf(n)
    const filled = Object.fromEntries(Object.entries(points).slice(0, 3 + version))
    const body = { points: filled, comments, comment, notes: '', pins: [], version }
    return { method: 'PUT', path: `/api/assignments/${id}/draft`, cookie: cookieOf(jurorId), body }
  }
  const times: number[] = []
  for (let version = 0; version < savesEach; version++) {
    for (let n = 0; n < drafts; n++) times.push((await expectStatus(portal.client, 200, call(n, version))).ms)
  }
  const counted = await expectStatus(portal.counting, 200, call(0, savesEach))
  return [
    { name: `draft_save_p50_ms${suffix}`, value: median(times), unit: 'ms' },
    { name: `draft_save_p95_ms${suffix}`, value: percentile(times, 0.95), unit: 'ms' },
    { name: `draft_save_d1_round_trips${suffix}`, value: tripsOf(counted.headers), unit: 'trips' },
  ]
}

/** One juror after another hands in a sheet: seven scores with their reasons and a comment, each for another assignment. */
export async function measureHandIns(
  portal: Portal,
  assignments: readonly Assignment[],
  cookieOf: (jurorId: string) => string,
  suffix: string,
): Promise<Measurement[]> {
  if (assignments.length !== handInsNeeded) throw new Error(`${assignments.length} assignments, not ${handInsNeeded}`)
  const call = (n: number) => handIn(assignments[n]!, n, cookieOf(assignments[n]!.jurorId))
  const times: number[] = []
  for (let n = 0; n < handInWarmUp + handIns; n++) {
    const { ms } = await expectStatus(portal.client, 201, call(n))
    if (n >= handInWarmUp) times.push(ms)
  }
  const bare: number[] = []
  for (let n = 0; n < handIns; n++) bare.push((await expectStatus(portal.bare, 200, { method: 'GET', path: '/' })).ms)
  const counted = await expectStatus(portal.counting, 201, call(handInsNeeded - 1))
  return [
    { name: `score_sheet_submit_p50_ms${suffix}`, value: median(times), unit: 'ms' },
    { name: `score_sheet_submit_p95_ms${suffix}`, value: percentile(times, 0.95), unit: 'ms' },
    { name: `score_sheet_submit_d1_round_trips${suffix}`, value: tripsOf(counted.headers), unit: 'trips' },
    { name: `d1_round_trip_p50_ms${suffix}`, value: median(bare), unit: 'ms' },
  ]
}
