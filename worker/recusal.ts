import type { Env } from './env.ts'

type Freed = { editionId: string; stageId: string }

/** Readings were given back: each of their stages is asked once for other readers. */
export async function askForReaders(env: Env, freed: readonly Freed[], reason: string): Promise<void> {
  const stages = new Map(freed.map((one) => [JSON.stringify([one.editionId, one.stageId]), one]))
  for (const { editionId, stageId } of stages.values()) {
    await env.JOBS.send({ kind: 'fill_gaps', editionId, stageId, reason })
  }
}

/** What the plan that follows a recusal is written with; never what the juror said, which other jurors do not read. */
export const recusalReason = 'Pengganti juri yang berbenturan kepentingan'
