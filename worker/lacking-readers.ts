import type { Db } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import { insertMails } from '#db/mails.ts'
import { listSecretariat } from '#db/roles.ts'
import type { UnmetDemand } from '#domain/assignment.ts'
import { sha256Hex } from './bytes.ts'
import type { Env } from './env.ts'
import { readersLacking } from './letters/conflict.ts'
import { announceMails, mailRow } from './mail.ts'

type Lacking = { editionId: string; stageId: string; unmet: readonly UnmetDemand[]; now: Date }

/** More people than any secretariat has. */
const mostTold = 50

/** Tells the secretariat that nobody is left who may read these proposals, and why; of the same ones once. */
export async function tellLacking(env: Env, db: Db, { editionId, stageId, unmet, now }: Lacking): Promise<void> {
  if (unmet.length === 0) return
  const proposalIds = unmet.map(({ proposalId }) => proposalId)
  const edition = await findEdition(db, editionId)
  const stage = edition?.stages.find(({ id }) => id === stageId)
  if (!edition || !stage) return
  const people = await listSecretariat(db, now, mostTold)
  const which = await sha256Hex(new TextEncoder().encode(proposalIds.toSorted().join(' ')))
  const about = { unmet, stageName: stage.name, editionName: edition.name }
  const mails = people.map((to) =>
    mailRow(now, readersLacking(to, about, ['readers_lacking', editionId, stageId, which, to.id].join(':'))),
  )
  await insertMails(db, mails)
  await announceMails(env, mails)
}
