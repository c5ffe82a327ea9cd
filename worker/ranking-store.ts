import type { findRankingRun, listRunSteps } from '#db/ranking-runs.ts'
import type { RankingResult } from '#domain/ranking-result.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { sha256Hex } from './bytes.ts'
import type { Env } from './env.ts'
import type { Gathered } from './ranking-gathering.ts'

/** A finished run as it is kept, with who is meant by reference numbers and pseudonyms. */
export type StoredResult = {
  result: RankingResult
  people: Pick<Gathered['people'], 'proposalIds' | 'jurorIds'>
  source: { proposals: string[]; jurors: string[] }
}

/** What runs did not keep at first; they were made with the limits that every plan had. */
type Later = 'relations' | 'limits'
type Kept = Omit<StoredResult, 'result'> & { result: Omit<RankingResult, Later> & Partial<Pick<RankingResult, Later>> }

const { zonePercent, secondReadingPercent } = DEFAULT_PLAN

/** What a run has kept; undefined until it has finished, and for one that was refused. */
export async function loadStored(
  env: Env,
  { objectKey }: { objectKey: string | null },
): Promise<StoredResult | undefined> {
  const object = objectKey === null ? null : await env.FILES.get(objectKey)
  if (!object) return undefined
  const { result, ...kept } = await object.json<Kept>()
  return { ...kept, result: { relations: null, limits: { zonePercent, secondReadingPercent }, ...result } }
}

export type Run = NonNullable<Awaited<ReturnType<typeof findRankingRun>>>
export type Step = Awaited<ReturnType<typeof listRunSteps>>[number]

export const jsonBytes = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))

/** Under its own hash, so that two who do the same step at once do not overwrite each other. */
export async function keep(env: Env, runId: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const sha256 = await sha256Hex(bytes)
  const objectKey = `ranking-runs/${runId}/${name}-${sha256}`
  await env.FILES.put(objectKey, bytes)
  return { objectKey, sha256 }
}

/** What a step left, checked against its hash. */
export async function readStep(env: Env, { runId, step, objectKey, sha256 }: Step): Promise<Uint8Array<ArrayBuffer>> {
  const object = await env.FILES.get(objectKey)
  if (!object) throw new Error(`step ${step} of run ${runId} is lost`)
  const bytes = new Uint8Array(await object.arrayBuffer())
  if ((await sha256Hex(bytes)) !== sha256) throw new Error(`step ${step} of run ${runId} was changed`)
  return bytes
}

export async function readGathered(env: Env, [first]: readonly Step[]): Promise<Gathered> {
  if (!first) throw new Error('a run without its scores')
  return JSON.parse(new TextDecoder().decode(await readStep(env, first)))
}
