/**
 * `npm run bench`: measures the built Worker in workerd and the built pages, at a tenth of the real competition's size and at
 * its size. Load goes only to this machine. `-- --json FILE` writes the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { migrate, openLocalDatabase } from '#worker/cli/local.ts'
import {
  listDrafts,
  loadDemand,
  openStage,
  plan,
  plenary,
  savedSections,
  screenAll,
  scoring,
  signIn,
  writeCompetition,
  signPacts,
  writePlan,
  writeSheets,
} from './competition.ts'
import {
  handInsNeeded,
  measureDraftSaves,
  measureHandIns,
  measureSectionSaves,
  requireNothingLost,
  type Writing,
} from './hot-paths.ts'
import { printTable, progress, writeJson, type Measurement, type Target } from './measurement.ts'
import { buildPages, measurePages } from './pages.ts'
import { buildWorker, servePortal, type Portal } from './portal.ts'
import { measureAssignment, measureRanking, measureScreeningList } from './readings.ts'

const targets: Record<string, Target> = {
  score_sheet_submit_p50_ms: { atMost: 6 },
  score_sheet_submit_p95_ms: { atMost: 12 },
  score_sheet_submit_d1_round_trips: { atMost: 2 },
  draft_save_p50_ms: { atMost: 6 },
  draft_save_p95_ms: { atMost: 12 },
  draft_save_d1_round_trips: { atMost: 2 },
  section_save_8_clients_per_s: { atLeast: 300 },
  section_save_8_clients_p95_ms: { atMost: 50 },
  section_save_share_of_bare_percent: { atLeast: 55 },
  section_save_d1_round_trips: { atMost: 2 },
  rank_3500_ms: { atMost: 60 },
  assign_3500x2_ms: { atMost: 1000 },
  assign_3500x2_spread: { atMost: 1 },
  page_innovation_gzip_kb: { atMost: 60 },
  page_innovation_script_kb: { atMost: 0 },
}

/** The real competition, and a tenth of it, so that growth shows. */
const sizes = [
  { proposals: 350, suffix: '_350' },
  { proposals: 3500, suffix: '' },
]

const now = new Date()
const folder = mkdtempSync(join(tmpdir(), 'gelanggang-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Works on the database while no Worker runs on it. */
async function onDatabase<T>(state: string, work: (db: DatabaseSync) => T | Promise<T>): Promise<T> {
  const db = openLocalDatabase(state)
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

async function onPortal<T>(script: string, state: string, work: (portal: Portal) => Promise<T>): Promise<T> {
  const portal = await servePortal(script, state)
  try {
    return await work(portal)
  } finally {
    await portal.close()
  }
}

/** Registration is open: eight authors write, the secretariat looks at what came in. */
async function duringRegistration(script: string, state: string, suffix: string): Promise<Measurement[]> {
  const [writings, secretariat] = await onDatabase(state, async (db) => {
    openStage(db, 'pendaftaran', now)
    const drafts = listDrafts(db, 8)
    const writings = drafts.map(async (draft): Promise<Writing> => {
      const cookie = await signIn(db, draft.authorId, now)
      return { ...draft, cookie, confirmed: savedSections(db, draft.proposalId), saves: 0 }
    })
    return [await Promise.all(writings), await signIn(db, 'sim-secretariat', now)]
  })
  const measured = await onPortal(script, state, async (portal) => [
    ...(await measureSectionSaves(portal, writings, suffix)),
    await measureScreeningList(portal, secretariat, suffix),
  ])
  await onDatabase(state, (db) => {
    for (const writing of writings) requireNothingLost(writing, savedSections(db, writing.proposalId))
  })
  return measured
}

/** Scoring is open: everything is screened and assigned, most sheets are handed in, the rest are handed in now. */
async function duringScoring(script: string, state: string, suffix: string): Promise<Measurement[]> {
  const { assigned, open, cookies } = await onDatabase(state, async (db) => {
    screenAll(db, now)
    openStage(db, scoring.id, now)
    const demand = loadDemand(db, now)
    const assignments = writePlan(db, plan(demand), now)
    signPacts(db, now)
    const every = Math.floor(assignments.length / handInsNeeded)
    const open = assignments.filter((_, i) => i % every === 0).slice(0, handInsNeeded)
    writeSheets(
      db,
      assignments.filter((one) => !open.includes(one)),
      now,
    )
    const cookies = new Map<string, string>()
    for (const jurorId of demand.jurors) cookies.set(jurorId, await signIn(db, jurorId, now))
    return { assigned: await measureAssignment(demand), open, cookies }
  })
  const cookieOf = (jurorId: string) => cookies.get(jurorId) ?? ''
  const handedIn = await onPortal(script, state, async (portal) => {
    const drafted = await measureDraftSaves(portal, open, cookieOf, suffix)
    return [...(await measureHandIns(portal, open, cookieOf, suffix)), ...drafted]
  })
  return [...handedIn, ...assigned]
}

/** Scoring has closed: the ranking and the plenary's list. */
async function afterScoring(script: string, state: string, proposals: number): Promise<Measurement[]> {
  const secretariat = await onDatabase(state, (db) => {
    openStage(db, plenary.id, now)
    return signIn(db, 'sim-secretariat', now)
  })
  return onPortal(script, state, (portal) => measureRanking(portal, secretariat, proposals))
}

async function measureSize(script: string, { proposals, suffix }: (typeof sizes)[number]): Promise<Measurement[]> {
  const state = join(folder, `state-${proposals}`)
  await migrate(state)
  await onDatabase(state, (db) => writeCompetition(db, proposals, now))
  progress(`${proposals} proposals: authors write`)
  const registration = await duringRegistration(script, state, suffix)
  progress(`${proposals} proposals: jurors hand in`)
  const scored = await duringScoring(script, state, suffix)
  progress(`${proposals} proposals: the ranking is read`)
  const ranked = await afterScoring(script, state, proposals)
  return [...scored, ...registration, ...ranked]
}

progress('building the Worker')
const script = await buildWorker(folder)
const measured: Measurement[] = []
for (const size of sizes) measured.unshift(...(await measureSize(script, size)))
progress('building the pages')
measured.push(...measurePages(await buildPages(folder)))
printTable(measured, targets)
writeJson(measured)
