import { openDb } from '#db/client.ts'
import { listUncompared, replaceSimilarPairs, type SimilarPair } from '#db/similar-pairs.ts'
import { listCandidates, replaceSketch, selectNewestContent } from '#db/similarity.ts'
import type { Rules } from '#domain/edition.ts'
import { forwardedStates, type ProposalState } from '#domain/proposal.ts'
import { shinglesOf } from '#domain/shingles.ts'
import {
  comparedText,
  isNotable,
  likenessOf,
  percentOf,
  plainSimilarity,
  signatureText,
  sketchOf,
  type SimilarityRules,
  type Sketch,
} from '#domain/similarity.ts'
import type { Env } from './env.ts'
import { loadWholeProposal } from './proposal-view.ts'

export const similarityRules = ({ similarity, sections }: Pick<Rules, 'similarity' | 'sections'>): SimilarityRules =>
  similarity ?? plainSimilarity(sections)

export const isForwarded = (state: ProposalState): boolean => forwardedStates.some((one) => one === state)

/** Whole percent from which on a pair is kept, so that a list can ask for any higher share. */
const leastKept = 10

/**
 * Sketches a proposal as it stands: what is being written, or what was frozen last. Runs in the queue, so that no save waits for it;
 * twice is once.
 */
export async function writeSketch(env: Env, proposalId: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const whole = await loadWholeProposal(db, proposalId)
  if (!whole) return
  const frozen = isForwarded(whole.state) ? await selectNewestContent(db, proposalId).get() : undefined
  const { title, sections } = frozen?.content ?? whole
  const text = comparedText(title, sections, similarityRules(whole.rules))
  const sketch = sketchOf(text)
  const { editionId, agency: agencyName } = whole
  await db.batch([
    ...replaceSketch(db, {
      subjectId: proposalId,
      proposalId,
      editionId,
      title,
      agencyName,
      text,
      signature: signatureText(sketch.signature),
      bands: sketch.bands,
      at: now,
    }),
  ])
  // Of two at the same moment, the later one finds the sketch of the other.
  const candidates = await listCandidates(db, sketch.bands, proposalId)
  await db.batch([...replaceSimilarPairs(db, proposalId, pairsOf(sketch, candidates), now)])
}

function pairsOf({ shingles }: Sketch, candidates: Awaited<ReturnType<typeof listCandidates>>): SimilarPair[] {
  return candidates.flatMap(({ subjectId: otherId, proposalId, text }) => {
    const likeness = likenessOf(shingles, shinglesOf(text))
    if (!isNotable(likeness, { notablePercent: leastKept })) return []
    return [{ otherId, percent: percentOf(likeness), isShared: proposalId !== null }]
  })
}

/** Longer than a sketch waits in the queue. */
const sweptAfterMs = 60_000
const mostSwept = 50

/** Asks again for sketches that were never compared: of before there were pairs, of a new archive, or of a message that was lost. */
export async function sweepSketches(env: Env, now: Date): Promise<void> {
  const ids = await listUncompared(openDb(env.DB), new Date(now.getTime() - sweptAfterMs), mostSwept)
  if (ids.length > 0) await env.JOBS.sendBatch(ids.map((proposalId) => ({ body: { kind: 'sketch', proposalId } })))
}

/** Asks for a sketch. Without it the text is only found later: the next one who looks asks again. */
export const announceSketch = (env: Env, proposalId: string): Promise<void> =>
  env.JOBS.send({ kind: 'sketch', proposalId }).then(
    () => undefined,
    (error: unknown) => console.error(JSON.stringify({ sketch: proposalId, error: String(error) })),
  )
