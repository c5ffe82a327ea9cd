import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { snapshot as snapshotShape } from '#content/publication.ts'
import { isBundle } from '#domain/ranking/bundle-shape.ts'
import { verifyBundle } from '#domain/ranking/bundle-verification.ts'
import { app } from '#worker/app.ts'
import { workRankingStep } from '#worker/ranking-steps.ts'
import * as tables from '#db/schema.ts'
import { anEligible, scored } from './jury-factories.ts'
import { anEdition, answer, call, db } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, stagePath, withoutQueue, type Round } from './ranking-factories.ts'

const published = z.object({ hash: z.string() })

const pleno = (edition: Edition) => `/editions/${edition.slug}/stages/pleno-finalis`
const notReady = [409, { code: 'bundle_not_ready' }]

/** Publishes as the page does: again while the queue works on the bundle. */
async function publishOnceReady(edition: Edition): Promise<unknown> {
  for (let tries = 0; tries < 400; tries++) {
    const [status, body] = await answer(call(edition.secretariat, 'POST', `${pleno(edition)}/publication`))
    if (status === 201) return body
    expect([status, body]).toEqual(notReady)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the bundle does not become ready')
}

async function decide(edition: Edition): Promise<void> {
  const decree = { decreeNumber: 'Keputusan Uji 1', decreeDate: '2000-01-01' }
  expect((await answer(call(edition.secretariat, 'POST', `${pleno(edition)}/decision`, decree)))[0]).toBe(201)
}

/** Decides the plenary by score and publishes it; answers the results snapshot. */
async function publish(edition: Edition) {
  await decide(edition)
  const { hash } = published.parse(await publishOnceReady(edition))
  const results = snapshotShape.parse((await answer(call(null, 'GET', `/publications/${hash}`)))[1])
  if (results.kind !== 'results') throw new Error('not results')
  return { hash, results }
}

const bundleOf = async (hash: string | null) => (await answer(call(null, 'GET', `/bundles/${hash}`)))[1]

test('published results name a bundle that anyone can fetch and recompute to the last digit', async () => {
  const { edition } = await aScoredRound()
  const { results } = await publish(edition)
  const response = await call(null, 'GET', `/bundles/${results.bundleHash}`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  const bundle: unknown = await response.json()
  const verification = verifyBundle(bundle, { expectedHash: results.bundleHash ?? '' })
  expect(verification).toEqual({
    matches: true,
    differences: [],
    proposals: 20,
    sheets: 60,
    bundleHash: results.bundleHash,
  })
  if (!isBundle(bundle)) throw new Error('not a bundle')
  expect(bundle.manifest.status).toBe('RANKED')
  const plain = new Map(bundle.ranking.map(({ id, plainRank }) => [id, plainRank]))
  expect(results.places.map(({ rank, proposal }) => [plain.get(proposal.referenceNumber), rank])).toEqual(
    results.places.map(({ rank }) => [rank, rank]),
  )
})

test('without a fitting run a publication waits for one run of the queue, and nothing is published meanwhile', async () => {
  const { edition } = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  await decide(edition)
  const { portal, queued } = withoutQueue()
  const post = () => {
    const headers = { origin: 'http://localhost', cookie: edition.secretariat.cookie }
    const url = `http://localhost/api${pleno(edition)}/publication`
    return answer(Promise.resolve(app.request(url, { method: 'POST', headers }, portal)))
  }
  expect(await post()).toEqual(notReady)
  expect(await post()).toEqual(notReady)
  const runs = await db.select().from(tables.rankingRuns).where(eq(tables.rankingRuns.editionId, edition.id))
  const [run] = runs
  if (!run) throw new Error('no run')
  expect(runs.map(({ stageId, config }) => ({ stageId, config }))).toEqual([
    { stageId: 'penilaian', config: { spread: true, exclusions: 'none', disconnected: null } },
  ])
  expect(queued).toEqual([{ kind: 'ranking', runId: run.id, step: 0 }])
  const results = and(eq(tables.publications.editionId, edition.id), eq(tables.publications.kind, 'results'))
  expect(await db.$count(tables.publications, results)).toBe(0)
  for (let step: number | undefined = 0; step !== undefined;) {
    step = await workRankingStep(portal, run.id, step, new Date())
  }
  expect((await post())[0]).toBe(201)
  expect(await db.$count(tables.publications, results)).toBe(1)
})

test('a bundle names no juror', async () => {
  const { edition, jurors } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const { results } = await publish(edition)
  const text = JSON.stringify(await bundleOf(results.bundleHash))
  for (const { id, name, email } of jurors) {
    for (const trace of [`"${id}"`, name, email]) expect(text).not.toContain(trace)
  }
})

test('a published bundle with one score, one weight or one juror changed is found out, and so is one forged whole', async () => {
  const { edition } = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  const { results } = await publish(edition)
  const bundle = await bundleOf(results.bundleHash)
  if (!isBundle(bundle)) throw new Error('not a bundle')
  const [first = [], ...others] = bundle.sheets
  const [proposal = 0, juror = 0, points = 0, ...rest] = first
  const [one, two, ...weights] = bundle.criteria.filter(({ weightPercent }) => weightPercent > 0)
  if (!one || !two) throw new Error('no criteria')
  const spoiled = [
    { ...bundle, sheets: [[proposal, juror, points === 50 ? 51 : 50, ...rest], ...others] },
    {
      ...bundle,
      criteria: bundle.criteria.map((criterion) => {
        if (criterion === one) return { ...one, weightPercent: one.weightPercent - 1 }
        return criterion === two ? { ...two, weightPercent: two.weightPercent + 1 } : criterion
      }),
    },
    { ...bundle, sheets: bundle.sheets.filter(([, by]) => by !== 0) },
    { ...bundle, bundleHash: '0'.repeat(64) },
  ]
  expect(weights.length).toBeGreaterThan(0)
  for (const forged of spoiled) expect(verifyBundle(forged).matches).toBe(false)
  expect(verifyBundle(bundle, { expectedHash: '0'.repeat(64) }).matches).toBe(false)
})

const newest = async ({ edition }: Round, config: Record<string, unknown>) => finished(await aRun(edition, config))

test('a run over all scores that was made before is published; one that leaves scores out is not', async () => {
  const round = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  const { bundleHash } = await newest(round, { spread: false })
  await newest(round, { exclusions: 'decided' })
  expect((await publish(round.edition)).results.bundleHash).toBe(bundleHash)
})

test('a bundle is not public before results name it, but those who may see runs can take it along', async () => {
  const { edition } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const id = await aRun(edition)
  const { bundleHash } = await finished(id)
  expect((await call(null, 'GET', `/bundles/${bundleHash}`)).status).toBe(404)
  const taken = await answer(call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${id}/bundle`)))
  expect([taken[0], verifyBundle(taken[1]).matches]).toEqual([200, true])
})

test('scores that cannot be bundled do not hold up a publication: it says that there is no bundle', async () => {
  const edition = await anEdition('penilaian')
  await scored(edition, [9000, 8000])
  await anEligible(edition)
  await nowIn(edition, 'pleno-finalis')
  expect((await publish(edition)).results.bundleHash).toBe(null)
})

test('results that were published before there were bundles are still read', async () => {
  const { edition } = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  const { results } = await publish(edition)
  const { bundleHash: _, ...older } = results
  expect(snapshotShape.parse(older)).toEqual({ ...results, bundleHash: null })
})
