import type { Context } from 'hono'
import { openDb } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import { sha256Hex } from './bytes.ts'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/** A pact's text with the hash that is signed. */
export const pactOf = async (text: string) => ({ text, sha256: await sha256Hex(new TextEncoder().encode(text)) })

/** The refusal of a reading whose juror has not signed yet, with what is to be signed. */
export async function pactNeeded(c: Context, editionId: string) {
  const { DB }: Env = c.env
  const edition = await findEdition(openDb(DB), editionId)
  const pact = await pactOf(edition?.rules.integrityPact ?? '')
  return problem(c, { code: 'pact_needed', edition: edition?.slug ?? '', pact })
}
