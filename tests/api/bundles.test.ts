import { expect, test } from 'vitest'
import * as z from 'zod'
import { snapshot as snapshotShape } from '#content/publication.ts'
import { isBundle } from '#domain/ranking/bundle-shape.ts'
import { verifyBundle } from '#domain/ranking/bundle-verification.ts'
import { anEligible, scored } from './jury-factories.ts'
import { anEdition, answer, call } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, stagePath, type Round } from './ranking-factories.ts'

const published = z.object({ hash: z.string() })

/** Decides the plenary by score and publishes it; answers the results snapshot. */
async function publish(edition: Edition) {
  const path = `/editions/${edition.slug}/stages/pleno-finalis`
  const decree = { decreeNumber: 'Keputusan Uji 1', decreeDate: '2000-01-01' }
  expect((await answer(call(edition.secretariat, 'POST', `${path}/decision`, decree)))[0]).toBe(201)
  const [, body] = await answer(call(edition.secretariat, 'POST', `${path}/publication`))
  const { hash } = published.parse(body)
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
