import { openDb } from '#db/client.ts'
import { replaceSketch, selectNewestContent } from '#db/similarity.ts'
import type { Rules } from '#domain/edition.ts'
import type { ProposalState } from '#domain/proposal.ts'
import { comparedText, plainSimilarity, signatureText, sketchOf, type SimilarityRules } from '#domain/similarity.ts'
import type { Env } from './env.ts'
import { loadWholeProposal } from './proposal-view.ts'

export const similarityRules = ({ similarity, sections }: Pick<Rules, 'similarity' | 'sections'>): SimilarityRules =>
  similarity ?? plainSimilarity(sections)

const forwarded: readonly ProposalState[] = ['submitted', 'eligible', 'needs_repair', 'ineligible']

/** From here on its text is the frozen one, and the secretariat may read it. */
export const isForwarded = (state: ProposalState): boolean => forwarded.includes(state)

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
  const { signature, bands } = sketchOf(text)
  const { editionId, agency: agencyName } = whole
  await db.batch([
    ...replaceSketch(db, {
      subjectId: proposalId,
      proposalId,
      editionId,
      title,
      agencyName,
      text,
      signature: signatureText(signature),
      bands,
      at: now,
    }),
  ])
}

/** Asks for a sketch. Without it the text is only found later: the next one who looks asks again. */
export const announceSketch = (env: Env, proposalId: string): Promise<void> =>
  env.JOBS.send({ kind: 'sketch', proposalId }).then(
    () => undefined,
    (error: unknown) => console.error(JSON.stringify({ sketch: proposalId, error: String(error) })),
  )
