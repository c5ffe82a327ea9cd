import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import {
  findCorrection,
  insertCorrection,
  insertCorrectionAnswer,
  listCorrectionAnswers,
  listCorrectionStretch,
  loadCorrection,
  selectCorrectionAnswers,
  selectCorrections,
} from '#db/corrections.ts'
import { insertMail } from '#db/mails.ts'
import { holds } from '#domain/access.ts'
import {
  correctionOutcomes,
  correctionReference,
  correctionsPerHour,
  correctionState,
  correctionStates,
  followsAnswer,
  readCorrection,
  readCorrectionReference,
} from '#domain/correction.ts'
import { allow, allowAnyone } from '../access.ts'
import { body, query } from '../body.ts'
import { correctionSender } from '../correction-sender.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv, Env } from '../env.ts'
import { filledPage, type Filling } from '../filled-page.ts'
import { innovationName } from '../innovation-name.ts'
import { correctionLetter } from '../letters/correction.ts'
import { announceMails, mailRow } from '../mail.ts'
import { pick } from '../pick.ts'
import { problem } from '../problem.ts'

/** Far more than the fields hold: what is too long comes back with the form. */
const maxFormBytes = 128 * 1024
/** Reports on one page, and rows that are looked through to find them. */
const pageSize = 50
const stretch = 200

const text = z.string().default('')
/** The page that a report is about, and the language it is read in. */
const subject = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(120),
  language: z.enum(['id', 'en']).default('id'),
})

const form = subject.extend({
  statement: text,
  proposed: text,
  sourceUrl: text,
  email: text,
  /** Nobody sees this field; a machine that fills every field fills it too. */
  website: text,
})

const listing = z.object({
  state: z.enum([...correctionStates, 'answered', 'all']).default('open'),
  after: z.string().max(100).optional(),
})

const answer = z.object({
  outcome: z.enum(correctionOutcomes),
  text: z.string().trim().min(1).max(2000),
  sequence: z.int().min(1),
})

const inLanguage = (language: 'id' | 'en', path: string) => (language === 'en' ? `/en${path}` : path)

const dayIn = (language: 'id' | 'en', at: Date) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    dateStyle: 'long',
    timeZone: 'Asia/Jakarta',
  }).format(at)

const otherLanguage = { id: 'en', en: 'id' } as const

/** The form about one innovation, with what was typed and what is wrong with it; undefined when there is no such innovation. */
async function formPage(
  env: Env,
  { slug, language }: z.infer<typeof subject>,
  { when = [], typed = {} }: Partial<Pick<Filling, 'when' | 'typed'>>,
  status: 200 | 422 | 429,
): Promise<Response | undefined> {
  const innovation = inLanguage(language, `/inovasi/${slug}/`)
  const name = await innovationName(env, innovation)
  if (name === undefined) return undefined
  const filling: Filling = {
    when: ['named', ...when],
    typed: { ...typed, slug, language },
    lists: { innovation: name },
    links: { innovation },
    twin: `/api/corrections/form?${new URLSearchParams({ slug, language: otherLanguage[language] })}`,
  }
  return filledPage(env, inLanguage(language, '/koreksi/formulir/'), filling, status)
}

/** Readers report wrong facts on plain pages without script; the secretariat answers at its desk. */
export const corrections = new Hono<AppEnv>()
  .post(
    '/',
    allowAnyone,
    bodyLimit({
      maxSize: maxFormBytes,
      onError: (limited) => problem(limited, { code: 'body_too_large', maxBytes: maxFormBytes }),
    }),
    validator('form', (value, c) => {
      const parsed = form.safeParse(value)
      return parsed.success ? parsed.data : problem(c, { code: 'invalid_input', fields: ['slug', 'language'] })
    }),
    async (c) => {
      const { slug, language, website, ...typed } = c.req.valid('form')
      const again = async (when: string[], status: 422 | 429) =>
        (await formPage(c.env, { slug, language }, { when: ['refused', ...when], typed }, status)) ??
        problem(c, { code: 'not_found' })
      if (website !== '') return again(['machine'], 422)
      const read = readCorrection(typed)
      if (!read.ok)
        return again(
          read.refusal.faults.map(({ field, code }) => `${field}-${code}`),
          422,
        )
      const name = await innovationName(c.env, inLanguage(language, `/inovasi/${slug}/`))
      if (name === undefined) return problem(c, { code: 'not_found' })

      const { now } = c.var
      const reference = correctionReference(pick)
      const senderHash = await correctionSender(c.env, c.req.header('cf-connecting-ip'), now)
      const written = await insertCorrection(
        openDb(c.env.DB),
        { id: crypto.randomUUID(), reference, slug, language, ...read.value, senderHash, at: now },
        {
          since: new Date(now.getTime() - 3_600_000),
          bySender: correctionsPerHour.sender,
          byEveryone: correctionsPerHour.everyone,
        },
      )
      if (written.length === 0) return again(['too_many'], 429)
      return c.redirect(`/api/corrections/${reference}`, 303)
    },
  )
  .get('/', allow('secretariat', 'auditor'), query(listing), async (c) => {
    const { state, after } = c.req.valid('query')
    const db = openDb(c.env.DB)
    const from = readCursor(after)
    const seen = await listCorrectionStretch(db, from && { at: from.stateSince, id: from.id }, stretch)
    const fits = (outcome: (typeof seen)[number]['outcome']) => {
      const found = correctionState(outcome)
      return state === 'all' || found === state || (state === 'answered' && found !== 'open')
    }
    const shown = seen.filter(({ outcome }) => fits(outcome)).slice(0, pageSize)
    const lastSeen = shown.length === pageSize ? shown.at(-1) : seen.length === stretch ? seen.at(-1) : undefined
    const ids = shown.map(({ id }) => id)
    const [rows, answers] = await db.batch([selectCorrections(db, ids), selectCorrectionAnswers(db, ids)])
    return c.json({
      rows: rows.map(({ hasEmail, at, ...row }) => {
        const own = answers.filter(({ correctionId }) => correctionId === row.id)
        return {
          ...row,
          hasEmail: hasEmail === 1,
          at: at.toISOString(),
          state: correctionState(own.at(-1)?.outcome ?? null),
          answers: own.map(({ correctionId: _, answeredAt, ...one }) => ({ ...one, at: answeredAt.toISOString() })),
        }
      }),
      next: lastSeen ? cursorOf({ stateSince: lastSeen.at, id: lastSeen.id }) : null,
    })
  })
  /** The form itself: one page of the site serves every innovation. */
  .get('/form', allowAnyone, query(subject), async (c) => {
    return (await formPage(c.env, c.req.valid('query'), {}, 200)) ?? problem(c, { code: 'not_found' })
  })
  /** The plain search form for a number: leads to its page, or says that the number is none. */
  .get(
    '/lookup',
    allowAnyone,
    query(z.object({ reference: z.string().max(200).default(''), language: z.enum(['id', 'en']).default('id') })),
    async (c) => {
      const { reference: typed, language } = c.req.valid('query')
      const reference = readCorrectionReference(typed)
      if (reference !== null) return c.redirect(`/api/corrections/${reference}`, 303)
      const page = await filledPage(c.env, inLanguage(language, '/koreksi/laporan/'), { when: ['unknown'] }, 404)
      return page ?? problem(c, { code: 'not_found' })
    },
  )
  .get('/:reference', allowAnyone, async (c) => {
    const db = openDb(c.env.DB)
    const found = await findCorrection(db, c.req.param('reference'))
    if (!found) {
      const page = await filledPage(c.env, '/koreksi/laporan/', { when: ['unknown'] }, 404)
      return page ?? problem(c, { code: 'not_found' })
    }
    const newest = (await listCorrectionAnswers(db, found.id)).at(-1)
    const { language } = found
    const filling = {
      when: [
        'known',
        correctionState(newest?.outcome ?? null),
        ...(newest ? ['answered'] : []),
        ...(found.proposed === '' ? [] : ['proposed']),
        ...(found.sourceUrl === null ? [] : ['source']),
        ...(found.email === null ? ['silent'] : ['mailed']),
      ],
      slots: {
        reference: found.reference,
        received: dayIn(language, found.at),
        statement: found.statement,
        proposed: found.proposed,
        source: found.sourceUrl ?? '',
        answer: newest?.text ?? '',
        answered: newest ? dayIn(language, newest.at) : '',
      },
      links: { innovation: inLanguage(language, `/inovasi/${found.slug}/`), source: found.sourceUrl ?? '' },
    }
    return (
      (await filledPage(c.env, inLanguage(language, '/koreksi/laporan/'), filling)) ?? problem(c, { code: 'not_found' })
    )
  })
  .post('/:id/answers', allow('secretariat'), body(answer), async (c) => {
    const { outcome, text: words, sequence } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const found = await loadCorrection(db, c.req.param('id'))
    if (!found || !holds(actor, 'secretariat')) return problem(c, { code: 'not_found' })
    const answers = await listCorrectionAnswers(db, found.id)
    const next = followsAnswer(answers.at(-1)?.sequence ?? 0, sequence)
    if (!next.ok) return problem(c, next.refusal)
    const { id, reference, statement, language, email } = found
    const address = `${c.env.ORIGIN}/api/corrections/${reference}`
    const letter = correctionLetter(language, { reference, statement, outcome, text: words, address })
    const mail = email === null ? undefined : mailRow(now, { ...letter, to: { id: null, email } })
    try {
      await db.batch([
        insertCorrectionAnswer(db, { correctionId: id, sequence, outcome, text: words, at: now, by: actor.id }),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'correction.answered',
          editionId: null,
          subjectId: id,
          detail: { outcome, sequence, slug: found.slug },
        }),
        ...(mail ? [insertMail(db, mail)] : []),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'already_answered' })
      throw error
    }
    if (mail) await announceMails(c.env, [mail])
    return c.json({ sequence }, 201)
  })
