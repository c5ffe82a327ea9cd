import { env } from 'cloudflare:workers'
import type { MessageBatch } from '@cloudflare/workers-types'
import { and, eq } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { listSheetPage } from '#db/ranking-runs.ts'
import * as tables from '#db/schema.ts'
import type { Env, Job } from '#worker/env.ts'
import { keepTime, workJobs } from '#worker/jobs.ts'
import { aJuror, scored } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, nowIn, type Edition } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, sheetsOf, stagePath, withoutQueue } from './ranking-factories.ts'

afterEach(() => vi.restoreAllMocks())

const get = (person: Person, edition: Edition, rest: string) => answer(call(person, 'GET', stagePath(edition, rest)))

const proposalShape = z.object({
  referenceNumber: z.string(),
  proposalId: z.string(),
  title: z.string(),
  contest: z.string().nullable(),
  n: z.number(),
  rankPlain: z.number().nullable(),
  rankCalibrated: z.number().nullable(),
  calibrated: z.number().nullable(),
  mean: z.number(),
  jurorLean: z.number().nullable(),
  adjustedMean: z.number().nullable(),
  zone: z.string().nullable(),
  secondReading: z.boolean(),
  selected: z.boolean(),
  topMillionths: z.array(z.number()),
})

const runShape = z.object({
  run: z.object({ state: z.string(), steps: z.object({ done: z.number(), total: z.number().nullable() }) }),
  ranking: z.object({
    model: z.object({ mu: z.number() }).nullable(),
    contests: z.array(z.object({ id: z.string(), hasCut: z.boolean(), line: z.number(), places: z.array(z.number()) })),
    proposals: z.array(proposalShape),
    jurors: z.array(z.object({ jurorId: z.string(), name: z.string(), pseudonym: z.string() })),
    secondReadings: z.array(z.string()),
  }),
})

const officialShape = z.object({ ranked: z.array(z.object({ referenceNumber: z.string(), rank: z.number() })) })

test('a run is worked off by the queue and shows plain and calibrated ranks with the names behind them', async () => {
  const { edition, proposals, jurors } = await aScoredRound()
  const id = await aRun(edition)
  await finished(id)
  const [status, body] = await get(await aPerson({ role: 'auditor' }), edition, `ranking-runs/${id}`)
  expect(status).toBe(200)
  const { run, ranking } = runShape.parse(body)
  expect(run).toEqual({ state: 'finished', steps: { done: 4, total: 4 } })
  expect(ranking.contests).toEqual([
    { id: 'umum/kabupaten', hasCut: true, line: 6, places: Array.from({ length: 20 }, (_, k) => k + 1) },
  ])
  expect(ranking.proposals.map(({ proposalId }) => proposalId).toSorted()).toEqual(
    proposals.map(({ id: proposalId }) => proposalId).toSorted(),
  )
  expect(ranking.proposals.filter(({ selected }) => selected).length).toBe(6)
  expect(ranking.jurors.map(({ name }) => name).toSorted()).toEqual(jurors.map(({ name }) => name).toSorted())
  expect(ranking.jurors.every(({ pseudonym }) => /^J-[0-9a-f]{12}$/.test(pseudonym))).toBe(true)
  const official = officialShape.parse((await get(edition.secretariat, edition, 'ranking'))[1])
  expect(new Map(ranking.proposals.map((one) => [one.referenceNumber, one.rankPlain]))).toEqual(
    new Map(official.ranked.map((one) => [one.referenceNumber, one.rank])),
  )
  for (const { topMillionths } of ranking.proposals) expect(topMillionths.at(-1)).toBe(1_000_000)
})

test('the calibrated score is the adjusted mean, pulled to the overall mean; spread and severity explain the rest', async () => {
  const { edition } = await aScoredRound({ seed: 11 })
  const id = await aRun(edition, { spread: false })
  await finished(id)
  const { ranking } = runShape.parse((await get(edition.secretariat, edition, `ranking-runs/${id}`))[1])
  const mu = ranking.model?.mu ?? 0
  for (const { mean, jurorLean, adjustedMean, calibrated } of ranking.proposals) {
    expect(adjustedMean).toBeCloseTo(mean - (jurorLean ?? 0), 9)
    const share = ((calibrated ?? 0) - mu) / ((adjustedMean ?? 0) - mu)
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(1)
  }
})

/** Delivers one message as the queue does. */
async function deliver(portal: Env, job: Job, attempts = 1): Promise<'ack' | 'retry'> {
  let outcome: 'ack' | 'retry' = 'ack'
  const message = {
    id: '1',
    timestamp: new Date(),
    body: job,
    attempts,
    ack: () => undefined,
    retry: () => {
      outcome = 'retry'
    },
  }
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date() } }
  const batch: MessageBatch<Job> = {
    queue: 'jobs',
    messages: [message],
    metadata,
    ackAll: () => undefined,
    retryAll: () => undefined,
  }
  await workJobs(batch, portal)
  return outcome
}

/** A run that only the test works on. */
async function aSlowRun(edition: Edition): Promise<string> {
  const id = crypto.randomUUID()
  await db.insert(tables.rankingRuns).values({
    id,
    editionId: edition.id,
    stageId: 'penilaian',
    config: { spread: true, exclusions: 'none', disconnected: null },
    requestedAt: new Date(),
    requestedBy: edition.secretariat.id,
  })
  return id
}

test('a run whose messages are doubled, lost and killed on the way ends in the same digits', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { edition } = await aScoredRound()
  const whole = await finished(await aRun(edition))
  const id = await aSlowRun(edition)
  const { portal, queued } = withoutQueue()
  const step = (n: number): Job => ({ kind: 'ranking', runId: id, step: n })

  await deliver(portal, step(0))
  await deliver(portal, step(0))
  expect(queued).toEqual([step(1)])

  const broken: Env = {
    ...portal,
    FILES: Object.assign(Object.create(env.FILES), {
      get: (key: string) => env.FILES.get(key),
      put: () => Promise.reject(new Error('killed')),
    }),
  }
  expect(await deliver(broken, step(1))).toBe('retry')
  expect(await deliver(portal, step(1))).toBe('ack')
  await Promise.all([deliver(portal, step(2)), deliver(portal, step(2))])
  await deliver(portal, step(5))
  expect(await db.$count(tables.rankingRunSteps, eq(tables.rankingRunSteps.runId, id))).toBe(3)

  queued.length = 0
  await keepTime(portal, new Date(Date.now() + 120_000))
  expect(queued).toContainEqual(step(3))
  for (const n of [3, 3]) await deliver(portal, step(n))
  const pieces = await finished(id)
  expect({ manifest: pieces.manifestHash, bundle: pieces.bundleHash }).toEqual({
    manifest: whole.manifestHash,
    bundle: whole.bundleHash,
  })
  expect(pieces.manifestHash).toMatch(/^[0-9a-f]{64}$/)
})

test('a step that was altered in the store is not built upon', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { edition } = await aScoredRound()
  const id = await aSlowRun(edition)
  const { portal } = withoutQueue()
  await deliver(portal, { kind: 'ranking', runId: id, step: 0 })
  const [stored] = await db.select().from(tables.rankingRunSteps).where(eq(tables.rankingRunSteps.runId, id))
  await env.FILES.put(stored?.objectKey ?? '', '{}')
  expect(await deliver(portal, { kind: 'ranking', runId: id, step: 1 })).toBe('retry')
  expect(await db.$count(tables.rankingRunSteps, eq(tables.rankingRunSteps.runId, id))).toBe(1)
})

test('an unlinked jury blocks the ranking until a person accepts it with a reason, which is in the trail', async () => {
  const panel = sheetsOf(5, 5, 3, 3)
  const other = panel.map(({ proposal, juror, points }) => ({ proposal: proposal + 5, juror: juror + 5, points }))
  const { edition } = await aScoredRound({ proposals: 10, jurors: 10, places: 3, sheets: [...panel, ...other] })
  const blocked = await aRun(edition)
  expect(await finished(blocked)).toMatchObject({ status: 'BLOCKED', reason: 'DISCONNECTED' })
  const { ranking } = runShape.parse((await get(edition.secretariat, edition, `ranking-runs/${blocked}`))[1])
  expect(ranking.proposals.every((one) => one.rankPlain !== null && one.rankCalibrated === null)).toBe(true)
  expect(
    await answer(call(edition.secretariat, 'POST', stagePath(edition, 'ranking-runs'), { disconnected: '  ' })),
  ).toEqual([422, { code: 'reason_needed' }])
  const accepted = await aRun(edition, { disconnected: 'Kedua panel setara.' })
  expect(await finished(accepted)).toMatchObject({ status: 'RANKED', reason: null })
  const [event] = await db.select().from(tables.auditEvents).where(eq(tables.auditEvents.subjectId, accepted))
  expect(event).toMatchObject({
    action: 'ranking.requested',
    actorId: edition.secretariat.id,
    detail: { disconnected: 'Kedua panel setara.' },
  })
})

test('the scores are the same, whatever the size of the pages they are read in', async () => {
  const { edition } = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  const stage = { editionId: edition.id, stageId: 'penilaian', until: new Date() }
  const readBy = async (size: number) => {
    const read: string[] = []
    for (let after = { proposalId: '', assignmentId: '' }; ;) {
      const page = await listSheetPage(db, stage, after, size)
      read.push(...page.map(({ assignmentId }) => assignmentId))
      const last = page.at(-1)
      if (!last) return read
      after = last
    }
  }
  const whole = await readBy(1000)
  expect([whole.length, new Set(whole).size]).toEqual([24, 24])
  expect(await readBy(1)).toEqual(whole)
  expect(await readBy(7)).toEqual(whole)
})

test('sheets without their criteria are refused, and a stage without sheets too', async () => {
  const empty = await anEdition('pleno-finalis')
  expect(await finished(await aRun(empty))).toMatchObject({ status: 'REFUSED', reason: 'NO_SCORES', bundleHash: null })
  const edition = await anEdition('penilaian')
  await scored(edition, [9000, 8000])
  await nowIn(edition, 'pleno-finalis')
  const id = await aRun(edition)
  expect(await finished(id)).toMatchObject({ status: 'REFUSED', reason: 'INCOMPLETE_SHEET', bundleHash: null })
  const [status, body] = await get(edition.secretariat, edition, `ranking-runs/${id}`)
  expect([status, body]).toMatchObject([
    200,
    { run: { state: 'finished', steps: { done: 1, total: 1 }, result: { reason: 'INCOMPLETE_SHEET' } }, ranking: null },
  ])
  for (const rest of ['bundle', 'download?format=csv', `comparison?with=${id}`]) {
    expect(await get(edition.secretariat, edition, `ranking-runs/${id}/${rest}`)).toEqual([
      409,
      { code: 'run_not_finished' },
    ])
  }
})

test('while sheets are still handed in nobody asks for a run or sees one; a juror never', async () => {
  const edition = await anEdition('penilaian')
  const refused = [409, { code: 'stage_still_open', closesAt: expect.any(String) }]
  expect(await answer(call(edition.secretariat, 'POST', stagePath(edition, 'ranking-runs'), {}))).toEqual(refused)
  expect(await get(edition.secretariat, edition, 'ranking-runs')).toEqual(refused)
  await nowIn(edition, 'pleno-finalis')
  expect(await get(await aJuror(edition), edition, 'ranking-runs')).toEqual([403, { code: 'not_allowed' }])
  const auditor = await aPerson({ role: 'auditor' })
  expect(await get(auditor, edition, 'ranking-runs')).toEqual([200, { runs: [] }])
  expect(await answer(call(auditor, 'POST', stagePath(edition, 'ranking-runs'), {}))).toEqual([
    403,
    { code: 'not_allowed' },
  ])
  expect(await get(auditor, edition, 'ranking-runs/tidak-ada')).toEqual([404, { code: 'not_found' }])
})

/** A finished run whose best proposal has a title that a spreadsheet would take for a formula. */
async function aRunToTakeAlong() {
  const round = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  const { edition, proposals } = round
  const title = '=HYPERLINK("http://contoh.test";"Buka _x0041_")'
  await db
    .update(tables.proposals)
    .set({ title })
    .where(eq(tables.proposals.id, proposals[0]?.id ?? ''))
  const id = await aRun(edition)
  await finished(id)
  const take = (format: string) =>
    call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${id}/download?format=${format}`))
  const json = await take('json')
  return { ...round, id, title, take, json, taken: takenShape.parse(await json.clone().json()) }
}

const takenShape = z.object({
  run: z.object({
    requestedAt: z.string(),
    requestedBy: z.string(),
    result: z.record(z.string(), z.string().nullable()),
  }),
  ranking: z.object({
    manifest: z.record(z.string(), z.unknown()),
    model: z.object({
      mu: z.number(),
      variance: z.object({ proposal: z.number(), juror: z.number(), residual: z.number() }),
      reml: z.number(),
      rankability: z.number(),
    }),
    proposals: z.array(proposalShape.extend({ agency: z.string(), standardError: z.number(), er: z.number() })),
    jurors: z.array(z.record(z.string(), z.unknown())),
  }),
})

const decimalComma = (value: number | null) => (value === null ? '' : String(value).replace('.', ','))

test('a result is taken along as CSV that opens in Indonesian Excel, with no cell that runs as a formula', async () => {
  const { edition, take, taken, title } = await aRunToTakeAlong()
  const csv = await take('csv')
  const bytes = new Uint8Array(await csv.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="peringkat-${edition.slug}-penilaian.csv"`)
  const lines = new TextDecoder().decode(bytes).trim().split('\r\n')
  expect(lines[0]).toBe(
    'nomor;judul;instansi;kelompok_klaster;lembar;rata_rata;peringkat_rata_rata;murah_hati_juri;rata_rata_disesuaikan;nilai_terkalibrasi;galat_baku;peringkat_terkalibrasi;peringkat_harapan;peluang_dalam_batas;zona;pembacaan_kedua',
  )
  const quoted = (text: string) => (text === title ? `"'${title.replaceAll('"', '""')}"` : text)
  expect(lines.slice(1)).toEqual(
    taken.ranking.proposals.map((one) =>
      [
        one.referenceNumber,
        quoted(one.title),
        one.agency,
        'umum/kabupaten',
        one.n,
        decimalComma(one.mean),
        one.rankPlain,
        decimalComma(one.jurorLean),
        decimalComma(one.adjustedMean),
        decimalComma(one.calibrated),
        decimalComma(one.standardError),
        one.rankCalibrated,
        decimalComma(one.er),
        decimalComma((one.topMillionths[2] ?? 0) / 1e6),
        one.zone,
        one.secondReading ? 'ya' : 'tidak',
      ].join(';'),
    ),
  )
})

test('a result is taken along as a workbook that holds the same values: ranking, jurors and settings', async () => {
  const { edition, id, take, taken } = await aRunToTakeAlong()
  const response = await take('xlsx')
  expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    `attachment; filename="peringkat-${edition.slug}-penilaian.xlsx"`,
  ])
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
  expect(sheets.map(({ name }) => name)).toEqual(['Peringkat', 'Juri', 'Setelan'])
  const [ranking, jurors, settings] = sheets.map(({ rows }) => rows.slice(1))
  expect(ranking).toEqual(
    taken.ranking.proposals.map((one) => [
      one.referenceNumber,
      one.title,
      one.agency,
      'umum/kabupaten',
      one.n,
      one.mean,
      one.rankPlain,
      one.jurorLean,
      one.adjustedMean,
      one.calibrated,
      one.standardError,
      one.rankCalibrated,
      one.er,
      (one.topMillionths[2] ?? 0) / 1e6,
      one.zone,
      one.secondReading,
    ]),
  )
  const jurorKeys = ['name', 'pseudonym', 'n', 'mean', 'severity', 'severityError', 'spread', 'agreement', 'agreementZ']
  expect(jurors).toEqual(
    taken.ranking.jurors.map((one) => [...jurorKeys, 'alarm', 'distinctScores', 'halo'].map((key) => one[key])),
  )
  const { model, manifest } = taken.ranking
  const { run } = taken
  expect(settings).toEqual([
    ['hitungan', id],
    ['diminta_pada', run.requestedAt],
    ['diminta_oleh', run.requestedBy],
    ['selesai_pada', run.result.finishedAt],
    ['status', 'RANKED'],
    ['alasan_status', null],
    ['rentang_juri_disesuaikan', true],
    ['tanpa_skor_yang_dikeluarkan', false],
    ['alasan_juri_tak_terhubung', null],
    ['zona_bahas_dari_persen', 25],
    ['zona_bahas_sampai_persen', 75],
    ['pembacaan_kedua_dari_persen', 10],
    ['pembacaan_kedua_sampai_persen', 90],
    ['rata_rata_model', model.mu],
    ['ragam_usulan', model.variance.proposal],
    ['ragam_juri', model.variance.juror],
    ['ragam_sisa', model.variance.residual],
    ['kriteria_reml', model.reml],
    ['keterandalan', model.rankability],
    ['batas umum/kabupaten', 3],
    ['versi_mesin', manifest.engineVersion],
    ['cara', manifest.method],
    ['pengulangan', manifest.draws],
    ['benih', manifest.seed],
    ['sidik_skor', manifest.scoreHash],
    ['sidik_setelan', manifest.planHash],
    ['sidik_hasil', manifest.resultHash],
    ['sidik_manifes', run.result.manifestHash],
    ['sidik_bundel', run.result.bundleHash],
  ])
})

test('every file that is taken along leaves its trace', async () => {
  const { edition, id, take, json } = await aRunToTakeAlong()
  expect(json.headers.get('content-disposition')).toBe(
    `attachment; filename="peringkat-${edition.slug}-penilaian.json"`,
  )
  for (const format of ['csv', 'xlsx']) expect((await take(format)).status).toBe(200)
  const trail = await db
    .select({ actorId: tables.auditEvents.actorId, detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.action, 'export.made'), eq(tables.auditEvents.subjectId, id)))
  expect(trail).toEqual(
    ['json', 'csv', 'xlsx'].map((format) => ({ actorId: edition.secretariat.id, detail: { format } })),
  )
})

test('how jurors treat agencies and each other is shown by name, with what chance alone explains', async () => {
  const { edition, jurors, proposals } = await aScoredRound()
  const id = await aRun(edition)
  await finished(id)
  const [, body] = await get(edition.secretariat, edition, `ranking-runs/${id}`)
  const { relations } = relationsShape.parse(body).ranking
  const names = jurors.map(({ name }) => name)
  expect(relations.leanings.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  expect(new Set(relations.leanings.map(({ agency }) => agency))).toEqual(new Set([proposals[0]?.agency.agency.name]))
  expect(relations.leanings.reduce((sum, { scores }) => sum + scores, 0)).toBe(60)
  expect(relations.leaningPairs).toBe(7)
  // Phi^-1(1 - 1/28)
  expect(relations.leaningChance).toBeCloseTo(1.8027, 4)
  expect(relations.pairs.length).toBe(relations.jurorPairs)
  for (const { firstName, secondName, shared } of relations.pairs) {
    expect([names.includes(firstName), names.includes(secondName), shared >= 5]).toEqual([true, true, true])
  }
})

const relationsShape = z.object({
  ranking: z.object({
    relations: z.object({
      leanings: z.array(z.object({ name: z.string(), agency: z.string(), scores: z.number(), t: z.number() })),
      leaningPairs: z.number(),
      leaningChance: z.number(),
      pairs: z.array(z.object({ firstName: z.string(), secondName: z.string(), shared: z.number() })),
      jurorPairs: z.number(),
    }),
  }),
})

test('a step that always fails ends the run with its reason after four tries, and a new run can be asked for', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { edition } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const id = await aSlowRun(edition)
  const { portal } = withoutQueue()
  await deliver(portal, { kind: 'ranking', runId: id, step: 0 })
  const [stored] = await db.select().from(tables.rankingRunSteps).where(eq(tables.rankingRunSteps.runId, id))
  await env.FILES.put(stored?.objectKey ?? '', '{}')
  const outcomes: string[] = []
  for (const attempt of [1, 2, 3, 4])
    outcomes.push(await deliver(portal, { kind: 'ranking', runId: id, step: 1 }, attempt))
  expect(outcomes).toEqual(['retry', 'retry', 'retry', 'ack'])
  const [status, body] = await get(edition.secretariat, edition, `ranking-runs/${id}`)
  expect([status, body]).toMatchObject([
    200,
    { run: { state: 'finished', result: { status: 'REFUSED', reason: 'STEP_FAILED' } }, ranking: null },
  ])
  const [event] = await db
    .select({ actorId: tables.auditEvents.actorId, detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.action, 'ranking.finished'), eq(tables.auditEvents.subjectId, id)))
  expect(event).toEqual({
    actorId: null,
    detail: {
      stageId: 'penilaian',
      status: 'REFUSED',
      reason: 'STEP_FAILED',
      manifest: null,
      error: `Error: step 0 of run ${id} was changed`,
    },
  })
  expect(await finished(await aRun(edition))).toMatchObject({ status: 'RANKED' })
})

test('a run whose step dies without a word, and one that nobody hears of for hours, fail too', async () => {
  const { edition } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const { portal, queued } = withoutQueue()
  const dying = await aSlowRun(edition)
  expect(await deliver(portal, { kind: 'ranking', runId: dying, step: 0 }, 5)).toBe('ack')
  expect(await finished(dying)).toMatchObject({ status: 'REFUSED', reason: 'STEP_FAILED', manifestHash: null })
  const silent = await aSlowRun(edition)
  await keepTime(portal, new Date(Date.now() + 7 * 3600_000))
  expect(await finished(silent)).toMatchObject({ status: 'REFUSED', reason: 'STEP_FAILED' })
  expect(queued.filter((job) => job.kind === 'ranking')).toEqual([])
})

test('a run, its steps and its result are never altered', async () => {
  const { edition } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const id = await aRun(edition)
  await finished(id)
  const refused = { cause: { message: expect.stringContaining('insert_only') } }
  const rows = [
    [tables.rankingRuns, tables.rankingRuns.id],
    [tables.rankingRunSteps, tables.rankingRunSteps.runId],
    [tables.rankingResults, tables.rankingResults.runId],
  ] as const
  for (const [table, key] of rows) await expect(db.delete(table).where(eq(key, id))).rejects.toMatchObject(refused)
  expect(await auditActions(id)).toEqual(['ranking.requested', 'ranking.finished'])
})
