import { openDb } from '#db/client.ts'
import { listOpenReaders } from '#db/conflicts.ts'
import { endBarred } from '#db/freed-readings.ts'
import type { Env } from './env.ts'

type Freed = { editionId: string; stageId: string }

/**
 * Readings were given back: each of their stages is asked once for other readers. What was given back stands also when the queue
 * does not take the message; the board then shows what lacks readers.
 */
export async function askForReaders(env: Env, freed: readonly Freed[], reason: string): Promise<void> {
  const stages = new Map(freed.map((one) => [JSON.stringify([one.editionId, one.stageId]), one]))
  for (const { editionId, stageId } of stages.values()) {
    await env.JOBS.send({ kind: 'fill_gaps', editionId, stageId, reason }).catch((error: unknown) => {
      console.error(JSON.stringify({ unsent: 'fill_gaps', editionId, stageId, error: String(error) }))
    })
  }
}

/** What the plan that follows a recusal is written with; never what the juror said, which other jurors do not read. */
export const recusalReason = 'Pengganti juri yang berbenturan kepentingan'

/** More jurors than read at any time. */
const mostReaders = 1000

/**
 * Once an hour: what became a conflict by another way than being said, as a role that was accepted or an agency that has moved in
 * the tree. Hidden it is from the first moment; here it goes to somebody else.
 */
export async function sweepBarred(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { jurorId } of await listOpenReaders(db, now, mostReaders)) {
    const [, freed] = await db.batch(endBarred(db, { jurorId, by: null, reason: foundReason, at: now }))
    await askForReaders(env, freed, recusalReason)
  }
}

const foundReason = 'Benturan kepentingan ditemukan dari data portal'
