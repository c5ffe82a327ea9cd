import { getPlatformProxy } from 'wrangler'
import { openDb } from '#db/client.ts'
import { loadEdition, loadEditionHistory } from '#db/editions.ts'
import type { Env } from '#worker/env.ts'
import { editionSnapshot, preparePublication } from '#worker/publication.ts'
import { seedAttachment, seedEdition } from './seed.ts'

/** What of the demonstration lies in R2: the one attachment, and the snapshot that makes the edition public. */
export async function seedObjects(state: string): Promise<void> {
  const proxy = await getPlatformProxy<Env>({ persist: { path: `${state}/v3` }, remoteBindings: false })
  try {
    const { env } = proxy
    await env.FILES.put(seedAttachment.objectKey, seedAttachment.bytes)
    const db = openDb(env.DB)
    const edition = await loadEdition(db, seedEdition.slug)
    if (!edition) throw new Error('the demonstration has not been seeded')
    const { statements } = await preparePublication(env, db, {
      snapshot: editionSnapshot(edition, await loadEditionHistory(db, edition), new Date()),
      editionId: edition.id,
      stageId: null,
      now: new Date(),
      actorId: 'sim-secretariat',
    })
    await db.batch([...statements])
  } finally {
    await proxy.dispose()
  }
}
