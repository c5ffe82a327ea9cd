import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { listRevisions } from '#db/receipts.ts'
import { readReferenceNumber } from '#domain/reference-number.ts'
import { readSha256, verify } from '#domain/verification.ts'
import { allowAnyone } from '../access.ts'
import { query } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import type { AppEnv } from '../env.ts'
import { filledPage, type Filling } from '../filled-page.ts'
import { instantLines } from '../letters/instant.ts'
import { problem } from '../problem.ts'
import { callerHash, isWithin } from '../rate-limit.ts'

const maxFileBytes = 1024 * 1024
/** Number, boundaries and headers of the form beside its file. */
const formBytes = 16 * 1024

/** Many people share one address of an agency's network. */
const checksPerCaller = { most: 120, windowMs: 3600 * 1000 }

const language = z.enum(['id', 'en']).catch('id')
type Language = z.infer<typeof language>

const asked = z.object({ number: z.string().max(500).catch(''), hash: z.string().max(500).catch(''), language })
const sent = z.object({ number: z.string().max(500).catch(''), file: z.instanceof(File).optional().catch(undefined) })

async function page(c: Context<AppEnv>, spoken: Language, filling: Filling, status: 200 | 404 | 422 | 429 = 200) {
  const path = spoken === 'en' ? '/en/verifikasi/' : '/verifikasi/'
  return (await filledPage(c.env, path, filling, status)) ?? problem(c, { code: 'not_found' })
}

/** Anybody who holds number and hash of a receipt learns whether it is genuine and still counts; nothing of the content. */
export const verifications = new Hono<AppEnv>()
  .get('/', allowAnyone, query(asked), async (c) => {
    const { language: spoken, ...typed } = c.req.valid('query')
    const number = readReferenceNumber(typed.number)
    const hash = readSha256(typed.hash)
    if (number === 'mistyped' || hash === null) {
      const faults = [
        ...(number === 'mistyped' ? ['number-mistyped'] : []),
        ...(hash === null ? ['hash-malformed'] : []),
      ]
      return page(c, spoken, { when: ['refused', ...faults], typed }, 422)
    }
    const { most, windowMs } = checksPerCaller
    if (!(await isWithin(c, `verification ${await callerHash(c)}`, most, windowMs))) {
      return page(c, spoken, { when: ['refused', 'too_many'], typed }, 429)
    }
    const found = verify(await listRevisions(openDb(c.env.DB), number.number), hash)
    if (found.outcome === 'unknown') return page(c, spoken, { when: ['unknown'], typed }, 404)
    const { revision, standing, newest } = found
    const [wib = '', wita = '', wit = ''] = instantLines(revision.submittedAt, spoken)
    const when = [
      'valid',
      standing,
      ...(newest > revision.revision ? ['later'] : []),
      ...(revision.isSimulation ? ['simulation'] : []),
    ]
    const slots = {
      number: number.number,
      revision: String(revision.revision),
      newest: String(newest),
      wib,
      wita,
      wit,
      withdrawnAt: revision.withdrawnAt ? (instantLines(revision.withdrawnAt, spoken)[0] ?? '') : '',
      hash,
    }
    return page(c, spoken, { when, slots, typed })
  })
  /** The file itself instead of its hash: it is computed here and asked for like any other. */
  .post(
    '/',
    allowAnyone,
    query(z.object({ language })),
    bodyLimit({
      maxSize: maxFileBytes + formBytes,
      onError: (c) => page(c, language.parse(c.req.query('language')), { when: ['refused', 'file-too_large'] }, 422),
    }),
    validator('form', (value) => sent.parse(value)),
    async (c) => {
      const { number, file } = c.req.valid('form')
      const { language: spoken } = c.req.valid('query')
      const refused = (fault: string) => page(c, spoken, { when: ['refused', fault], typed: { number } }, 422)
      if (!file || file.size === 0) return refused('file-missing')
      if (file.size > maxFileBytes) return refused('file-too_large')
      const hash = await sha256Hex(new Uint8Array(await file.arrayBuffer()))
      const address = new URLSearchParams({ number, hash, language: spoken })
      return c.redirect(`/api/verifications?${address.toString()}`, 303)
    },
  )
