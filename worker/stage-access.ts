import type { Db } from '#db/client.ts'
import { loadEdition, type LoadedEdition } from '#db/editions.ts'
import { holdsIn, type Actor, type RoleName } from '#domain/access.ts'
import type { Stage } from '#domain/edition.ts'
import { accept, refuse, type Result } from '#domain/result.ts'

export type HeldStage = { edition: LoadedEdition; stage: Stage }

/** One stage of an opened edition for those who hold one of the roles in that edition, not merely in another. */
export async function loadHeldStage(
  db: Db,
  actor: Actor,
  roles: readonly RoleName[],
  address: { edition: string; stage: string },
): Promise<Result<HeldStage, { code: 'not_found' } | { code: 'not_allowed' } | { code: 'edition_not_open' }>> {
  const edition = await loadEdition(db, address.edition)
  const stage = edition?.stages.find(({ id }) => id === address.stage)
  if (!edition || !stage) return refuse({ code: 'not_found' })
  if (!holdsIn(actor, edition.id, ...roles)) return refuse({ code: 'not_allowed' })
  if (edition.version === 0) return refuse({ code: 'edition_not_open' })
  return accept({ edition, stage })
}
