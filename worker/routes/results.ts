import { Hono } from 'hono'
import { openDb, type Db } from '#db/client.ts'
import { listPublishedPlaces } from '#db/decisions.ts'
import { insertAwardsOfStage } from '#db/prior-awards.ts'
import { findResults } from '#db/publications.ts'
import type { ResultsSnapshot } from '#domain/publication.ts'
import { slugOf } from '#domain/slug.ts'
import { allow } from '../access.ts'
import { prepareBundle } from '../bundle.ts'
import type { AppEnv } from '../env.ts'
import { loadPlenary, type Plenary } from '../plenary.ts'
import { problem } from '../problem.ts'
import { announceRebuild, preparePublication } from '../publication.ts'
import { loadHeldStage, type HeldStage } from '../stage-access.ts'

type Decided = Plenary & { decision: NonNullable<Plenary['decision']> }

async function resultsSnapshot(
  db: Db,
  { edition, stage }: HeldStage,
  plenary: Decided,
  bundleHash: string | null,
): Promise<ResultsSnapshot> {
  const { decision, table, ranked } = plenary
  const rows = await listPublishedPlaces(db, edition.id, stage.id)
  const names = new Map(ranked.map((one) => [one.proposalId, one]))
  const { awards, groups, clusters } = edition.rules
  const order = (list: readonly { id: string }[], id: string) => list.findIndex((one) => one.id === id)
  // As the rules name them: stable, because the rows come by rank.
  const places = rows.toSorted(
    (a, b) =>
      order(awards, a.awardId) - order(awards, b.awardId) ||
      order(groups, a.groupId) - order(groups, b.groupId) ||
      order(clusters, a.clusterId) - order(clusters, b.clusterId),
  )
  return {
    kind: 'results',
    edition: { slug: edition.slug, name: edition.name, isSimulation: edition.isSimulation },
    stage: { id: stage.id, name: stage.name },
    decree: { number: decision.decreeNumber, date: decision.decreeDate },
    awards: awards.map(({ id, name }) => ({ id, name })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    clusters: clusters.map(({ id, name }) => ({ id, name })),
    places: places.map(({ plenaryReason, referenceNumber, title, summary, agency, province, ...place }) => ({
      ...place,
      basis: plenaryReason === null ? { by: 'score' } : { by: 'plenary', reason: plenaryReason },
      proposal: {
        referenceNumber,
        slug: slugOf(`${title} ${referenceNumber}`),
        title,
        summary,
        agency,
        province,
      },
    })),
    movedDown: table.list.flatMap(({ proposalId, byScore, proposed, move, rank }) => {
      const name = names.get(proposalId)
      if (byScore === null || proposed !== null || !move || !name) return []
      const { referenceNumber, title, agency } = name
      return [{ referenceNumber, title, agency, rank, reason: move.reason }]
    }),
    rankedCount: ranked.length,
    bundleHash,
  }
}

/** A decided plenary becomes public. The same decision is the same bytes, so a second call answers the same hash. */
export const results = new Hono<AppEnv>().post(
  '/:edition/stages/:stage/publication',
  allow('secretariat'),
  async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const plenary = await loadPlenary(c.env, db, held.value, c.var.now)
    if (!plenary.ok) return problem(c, plenary.refusal)
    const { decision } = plenary.value
    if (!decision) return problem(c, { code: 'not_decided' })
    const published = await findResults(db, edition.id, stage.id)
    if (published) {
      await announceRebuild(c.env, published.hash)
      return c.json({ hash: published.hash }, 200)
    }
    const { plain: official, rankedStage } = plenary.value
    const bundle = await prepareBundle(c.env, db, {
      ranked: { edition, stage: rankedStage },
      official,
      spread: rankedStage.kind === 'scoring',
      decidedAt: decision.at,
      now: c.var.now,
      actorId: c.var.actor.id,
    })
    if (!bundle.ok) return problem(c, bundle.refusal)
    const snapshot = await resultsSnapshot(db, held.value, { ...plenary.value, decision }, bundle.value.hash)
    const publishing = { snapshot, editionId: edition.id, stageId: stage.id, now: c.var.now, actorId: c.var.actor.id }
    const { hash, statements } = await preparePublication(c.env, db, publishing)
    const awarded = insertAwardsOfStage(db, {
      editionId: edition.id,
      stageId: stage.id,
      year: new Date(decision.decreeDate).getUTCFullYear(),
      topAwardIds: edition.rules.eligibility?.topAwardIds ?? [],
      source: decision.decreeNumber,
      at: c.var.now,
    })
    await db.batch([...statements, ...bundle.value.statements, awarded])
    await announceRebuild(c.env, hash)
    return c.json({ hash }, 201)
  },
)
