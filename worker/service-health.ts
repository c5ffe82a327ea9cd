import { createMiddleware } from 'hono/factory'
import {
  countAnswer,
  emptyCount,
  foldMinute,
  minuteOf,
  startOf,
  type HealthCount,
  type HealthMinute,
} from '#domain/service-health.ts'
import * as z from 'zod'
import type { AppEnv, Env } from './env.ts'

/**
 * What our own service answered, minute by minute, as objects in R2: the database may be what fails. Each isolate writes its own
 * object of a minute again and again while it counts; the clock leaves a sign of life of its own.
 */
const folder = 'health/'
const keyOf = (minute: number, part: string) => `${folder}${startOf(minute).toISOString().slice(0, 16)}/${part}.json`

/** An object is at most this old when an isolate is thrown away. */
const writeEveryMs = 10_000
/** An isolate may write the last of a minute this much later; only then is the minute judged. */
export const settleMs = 30_000
const keptDays = 30

const part = z.object({
  requests: z.int().nonnegative(),
  failures: z.int().nonnegative(),
  latencies: z.array(z.int().nonnegative()),
})

const isolate = { id: '', minute: 0, count: emptyCount(), writtenAt: 0 }

/** What the isolate has counted, to be written; starts a new minute when the old one is over. */
function takeDue(now: Date): { minute: number; count: HealthCount } | undefined {
  const minute = minuteOf(now)
  const { count: before, minute: old } = isolate
  if (old !== minute) {
    isolate.minute = minute
    isolate.count = emptyCount()
    isolate.writtenAt = now.getTime()
    return before.requests > 0 ? { minute: old, count: before } : undefined
  }
  if (now.getTime() - isolate.writtenAt < writeEveryMs) return undefined
  isolate.writtenAt = now.getTime()
  return { minute, count: isolate.count }
}

const write = (env: Env, minute: number, id: string, count: HealthCount) =>
  env.FILES.put(keyOf(minute, id), JSON.stringify(count), { httpMetadata: { contentType: 'application/json' } })

/** Counts every answer of the API: its status and how long we took for it. What cannot be written is said in the log and not missed. */
export const watchHealth = createMiddleware<AppEnv>(async (c, next) => {
  const began = Date.now()
  await next()
  const now = new Date()
  const due = takeDue(now)
  countAnswer(isolate.count, c.res.status, now.getTime() - (c.var.receivedAt ?? began))
  if (!due) return
  // Not at module load: the platform gives random numbers to requests only.
  isolate.id ||= crypto.randomUUID()
  const written = write(c.env, due.minute, isolate.id, due.count).catch((error: unknown) => {
    console.error(JSON.stringify({ health: 'not written', error: String(error) }))
  })
  c.executionCtx.waitUntil(written)
})

/** The clock was here; once an hour it also clears away what is too old to matter. */
export async function beat(env: Env, now: Date): Promise<void> {
  const minute = minuteOf(now)
  await write(env, minute, 'clock', emptyCount())
  if (minute % 60 !== 0) return
  const { objects } = await env.FILES.list({ prefix: folder, limit: 1000 })
  const oldest = keyOf(minute - keptDays * 24 * 60, '')
  const old = objects.map(({ key }) => key).filter((key) => key < oldest)
  if (old.length > 0) await env.FILES.delete(old)
}

async function keysBetween(env: Env, from: number, to: number): Promise<string[]> {
  const keys: string[] = []
  let startAfter = keyOf(from, '').slice(0, -'.json'.length)
  const end = keyOf(to + 1, '').slice(0, -'.json'.length)
  for (;;) {
    const { objects, truncated } = await env.FILES.list({ prefix: folder, startAfter, limit: 1000 })
    const found = objects.map(({ key }) => key).filter((key) => key < end)
    keys.push(...found)
    const last = found.at(-1)
    if (!truncated || last === undefined || found.length < objects.length) return keys
    startAfter = last
  }
}

async function readPart(env: Env, key: string): Promise<HealthCount> {
  const object = await env.FILES.get(key)
  const parsed = part.safeParse(object && (await object.json().catch(() => null)))
  // A record that cannot be read still says that somebody was there to write it.
  return parsed.success ? parsed.data : emptyCount()
}

/**
 * Every minute from `from` to `to`, both included, without a gap. Minutes before the first record ever kept are left out: nobody
 * was watching then.
 */
export async function readMinutes(env: Env, from: number, to: number): Promise<HealthMinute[]> {
  const [first] = (await env.FILES.list({ prefix: folder, limit: 1 })).objects
  if (!first) return []
  const watchedFrom = minuteOf(new Date(`${first.key.slice(folder.length, folder.length + 16)}Z`))
  const keys = await keysBetween(env, Math.max(from, watchedFrom), to)
  const parts = new Map<string, HealthCount[]>()
  for (const key of keys) {
    const minute = key.slice(folder.length, folder.length + 16)
    parts.set(minute, [...(parts.get(minute) ?? []), await readPart(env, key)])
  }
  const minutes: HealthMinute[] = []
  for (let minute = Math.max(from, watchedFrom); minute <= to; minute += 1) {
    minutes.push(foldMinute(minute, parts.get(startOf(minute).toISOString().slice(0, 16)) ?? []))
  }
  return minutes
}
