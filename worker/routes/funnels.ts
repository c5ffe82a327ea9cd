import { Hono } from 'hono'
import * as z from 'zod'
import { agencySearchWords, findAgencies } from '#db/agencies.ts'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { loadEdition, type LoadedEdition } from '#db/editions.ts'
import { isNotNudged, listStuckAgencies, nudgePrefix, selectDailyMoves, selectFunnelAgencies } from '#db/funnels.ts'
import { insertMails } from '#db/mails.ts'
import { holdsIn } from '#domain/access.ts'
import { requireOpen } from '#domain/edition.ts'
import { dayOf } from '#domain/jakarta-day.ts'
import { cleanText } from '#domain/plain-text.ts'
import { proposalStates } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { nudgeLetter } from '../letters/reminder.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'

/** Rows on one page. */
const pageSize = 50
/** A season of days with every state. */
const mostMoves = 7 * 180
/** More than all agencies of the country. */
const mostExported = 5000

const listing = z.object({
  state: z.enum([...proposalStates, 'all']).default('with_agency'),
  q: z.string().max(100).optional(),
  after: z.string().max(120).optional(),
})

const nudge = z.object({
  agencyIds: z.array(recordId).min(1).max(pageSize),
  note: z
    .string()
    .max(1000)
    .transform((text) => cleanText(text).text.trim()),
  preview: z.boolean(),
})

const cursorOf = (row: { count: number; agencyId: string }) => `${row.count}~${row.agencyId}`
function readCursor(text: string | undefined) {
  const match = /^(\d{1,9})~(.{1,64})$/.exec(text ?? '')
  return match?.[1] && match[2] ? { count: Number(match[1]), agencyId: match[2] } : undefined
}

const asIso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())

type FunnelRow = Awaited<ReturnType<typeof loadRows>>[number]

/** These agencies in the order given. */
async function loadRows(db: Db, edition: LoadedEdition, agencyIds: readonly string[], now: Date) {
  const found = await selectFunnelAgencies(db, edition.id, agencyIds, now, dayOf(now))
  return agencyIds.flatMap((id) => {
    const row = found.find((one) => one.id === id)
    if (!row) return []
    const { adminSince, draftSince, returnedSince, remindedAt, counts, admins, ...agency } = row
    const unitSince = [draftSince, returnedSince].filter((since) => since !== null)
    return [
      {
        ...agency,
        counts,
        atUnits: (counts.draft ?? 0) + (counts.returned ?? 0),
        atAdmin: counts.with_agency ?? 0,
        unitSince: unitSince.length === 0 ? null : asIso(Math.min(...unitSince)),
        adminSince: asIso(adminSince),
        remindedAt: asIso(remindedAt),
        admins: admins.map(({ failedAt, ...admin }) => ({ ...admin, failedAt: asIso(failedAt) })),
      },
    ]
  })
}

/** Why an agency gets no letter. */
const skipReason = ({ atUnits, atAdmin, admins, remindedAt }: FunnelRow) => {
  if (atUnits + atAdmin === 0) return 'nothing_open' as const
  if (admins.length === 0) return 'no_admin' as const
  return remindedAt === null ? undefined : ('reminded_today' as const)
}

/** Where the proposals of the whole country stand, for the secretariat. Mounted beside the editions. */
export const funnels = new Hono<AppEnv>()
  .get('/:edition/funnel/days', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor'))
      return problem(c, { code: 'not_found' })
    const moves = await selectDailyMoves(db, edition.id, mostMoves)
    const days = [...new Set(moves.map(({ day }) => day))].toReversed()
    return c.json({
      days: days.map((day) => ({
        day,
        counts: Object.fromEntries(moves.filter((one) => one.day === day).map(({ state, count }) => [state, count])),
      })),
    })
  })
  .get('/:edition/funnel/agencies', allow('secretariat', 'auditor'), query(listing), async (c) => {
    const { state, q, after } = c.req.valid('query')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_found' })
    const words = agencySearchWords(q ?? '')
    const found =
      words.length > 0
        ? (await findAgencies(db, words, { now, topOnly: true }, pageSize)).map(({ id }) => ({
            agencyId: id,
            count: 0,
          }))
        : await listStuckAgencies(db, { editionId: edition.id, state, after: readCursor(after) }, pageSize + 1)
    const shown = found.slice(0, pageSize)
    const rows = await loadRows(
      db,
      edition,
      shown.map(({ agencyId }) => agencyId),
      now,
    )
    const last = shown.at(-1)
    return c.json({ rows, next: found.length > pageSize && last ? cursorOf(last) : null })
  })
  .get('/:edition/funnel/csv', allow('secretariat', 'auditor'), async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_found' })
    const rows: FunnelRow[] = []
    for (let after: { count: number; agencyId: string } | undefined; rows.length < mostExported;) {
      const page = await listStuckAgencies(db, { editionId: edition.id, state: 'all', after }, 200)
      const ids = page.map(({ agencyId }) => agencyId)
      rows.push(...(await loadRows(db, edition, ids, now)))
      after = page.at(-1)
      if (page.length < 200) break
    }
    await insertAuditEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'export.made',
      editionId: edition.id,
      subjectId: edition.id,
      detail: { what: 'funnel', rows: rows.length },
    })
    const head = [
      'instansi',
      'klaster',
      'provinsi',
      ...proposalStates,
      'di_unit_sejak',
      'di_admin_sejak',
      'admin',
      'alamat_memantul',
    ]
    const lines = rows.map(({ name, clusterId, province, counts, unitSince, adminSince, admins }) => [
      name,
      clusterId,
      province ?? '',
      ...proposalStates.map((state) => counts[state] ?? 0),
      unitSince,
      adminSince,
      admins.length,
      admins.filter(({ failedAt }) => failedAt !== null).length,
    ])
    return csvFile(c, `corong-${edition.slug}`, [head, ...lines])
  })
  .post('/:edition/agency-reminders', allow('secretariat'), body(nudge), async (c) => {
    const { agencyIds, note, preview } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    const registration = edition?.stages.find(({ kind }) => kind === 'registration')
    if (!edition || !registration || !holdsIn(actor, edition.id, 'secretariat'))
      return problem(c, { code: 'not_found' })
    const open = requireOpen(registration, now)
    if (!open.ok) return problem(c, open.refusal)

    const rows = await loadRows(db, edition, [...new Set(agencyIds)], now)
    const skipped = rows.flatMap((row) => {
      const why = skipReason(row)
      return why ? [{ id: row.id, name: row.name, why }] : []
    })
    const { closesAt } = registration
    const closing = { edition: edition.name, closesAt, leftMs: closesAt.getTime() - now.getTime() }
    const letters = rows
      .filter((row) => skipReason(row) === undefined)
      .map((row) => ({
        ...row,
        letter: nudgeLetter({ ...closing, agency: row.name }, { waiting: row.atAdmin, atUnits: row.atUnits }, note),
      }))
    const told = letters.map(({ id, name, admins, letter: { subject, body } }) => ({ id, name, admins, subject, body }))
    if (preview || letters.length === 0) return c.json({ letters: told, skipped, sent: 0 }, 200)

    const day = dayOf(now)
    const mails = letters.flatMap(({ id, admins, letter }) =>
      admins.map((admin) =>
        mailRow(now, {
          ...letter,
          to: { id: admin.id, email: admin.email },
          onceKey: `${nudgePrefix(edition.id, id, day)}${admin.id}`,
        }),
      ),
    )
    const [first, ...others] = letters.map(({ id, admins }) =>
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'agency.reminded',
          editionId: edition.id,
          subjectId: id,
          detail: { letters: admins.length, note },
        },
        isNotNudged(edition.id, id, day),
      ),
    )
    if (first) await db.batch([first, ...others, insertMails(db, mails)])
    await announceMails(c.env, mails)
    return c.json({ letters: told, skipped, sent: mails.length }, 201)
  })
