import { Hono } from 'hono'
import * as z from 'zod'
import { listReadingOrder, selectReading } from '#db/assignments.ts'
import { openDb, type Db } from '#db/client.ts'
import { relationAt } from '#db/conflicts.ts'
import { listDeclarable } from '#db/declarable-readings.ts'
import { endBarred } from '#db/freed-readings.ts'
import { findAgency } from '#db/jurors.ts'
import { insertTies, listBarredAgencies, listTiesOf } from '#db/juror-ties.ts'
import { declareConflicts } from '#db/said-conflicts.ts'
import { holdsIn } from '#domain/access.ts'
import { conflictReasons, tieKinds, tieProblem } from '#domain/conflict.ts'
import { allow, allowWith } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'
import { isWithin } from '../rate-limit.ts'
import { nextOpenAfter } from '../reading-order.ts'
import { askForReaders, recusalReason } from '../recusal.ts'

const reason = z.string().trim().max(1000)

export const tieShape = z.object({
  agencyId: recordId,
  kind: z.enum(tieKinds),
  reason,
  /** Until when it counts; null while it has no end. */
  endsAt: z.iso.datetime().nullable(),
})

const declaration = z.object({ kind: z.enum(conflictReasons).default('other'), reason })

/** More readings than one juror has in all stages together. */
const mostReadings = 2000
/** More ties than anybody has, or says on one day. */
const mostTies = 200
const dayMs = 24 * 3_600_000
/** Of one tie and relation the first ones are named, the others counted. */
const named = 8

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)

/** What the portal knows of a juror, and what that bars: agencies, never proposals. */
export const conflicts = new Hono<AppEnv>()
  .get('/ties', allow('evaluator', 'panelist'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const [ties, barred] = await db.batch([
      listTiesOf(db, actor.id, mostTies),
      listBarredAgencies(db, actor.id, now, { each: named, limit: mostTies * named }),
    ])
    const shown = ties.map((tie) => ({
      ...tie,
      isOver: tie.endsAt !== null && tie.endsAt <= now,
      bars: barsOf(barred.filter(({ tieId }) => tieId === tie.id)),
    }))
    return c.json({ ties: shown })
  })
  .post('/ties', allow('evaluator', 'panelist'), body(tieShape), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const { agencyId, kind, reason: why, endsAt: until } = c.req.valid('json')
    const endsAt = until === null ? null : new Date(until)
    const refusal = tieProblem({ kind, reason: why, endsAt }, now)
    if (refusal) return problem(c, refusal)
    // Each may set the assignment of a whole stage in motion.
    if (!(await isWithin(c, `juror_tie ${actor.id}`, mostTies, dayMs))) return problem(c, { code: 'too_many_requests' })
    if (!(await findAgency(db, agencyId))) return problem(c, { code: 'invalid_input', fields: ['agencyId'] })
    const id = crypto.randomUUID()
    const tie = { id, userId: actor.id, agencyId, kind, reason: why, endsAt }
    const [, written, , freed] = await db.batch([
      ...insertTies(db, [tie], { source: 'declared', editionId: null, at: now, by: actor.id }),
      ...endBarred(db, { jurorId: actor.id, by: actor.id, reason: why, at: now }),
    ])
    await askForReaders(c.env, freed, recusalReason)
    if (written.length === 0) return problem(c, { code: 'tie_known' })
    return c.json({ id }, 201)
  })
  /** Titles and agencies only: what is needed to say that one should not read it. */
  .get('/readings', allow('evaluator', 'panelist'), async (c) => {
    const { actor, now } = c.var
    const rows = await listDeclarable(openDb(c.env.DB), actor.id, now, mostReadings)
    const own = rows.filter(({ editionId }) => holdsIn(actor, editionId, 'evaluator', 'panelist'))
    return c.json({ readings: own.map(({ editionId: _, ...reading }) => reading) })
  })
  .post(
    '/declarations',
    allow('evaluator', 'panelist'),
    body(declaration.extend({ readingIds: z.array(recordId).min(1).max(mostReadings) })),
    async (c) => {
      const { readingIds, kind, reason: why } = c.req.valid('json')
      if (why === '') return problem(c, { code: 'reason_needed' })
      const db = openDb(c.env.DB)
      const { actor, now } = c.var
      const [, declared, , freed] = await db.batch([
        ...declareConflicts(db, { jurorId: actor.id, readingIds, kind, reason: why, at: now }),
        ...endBarred(db, { jurorId: actor.id, by: actor.id, reason: why, at: now }),
      ])
      await askForReaders(c.env, freed, recusalReason)
      return c.json({ declared: declared.length }, 201)
    },
  )

type Barred = Awaited<ReturnType<typeof listBarredAgencies>>

/** By relation, the nearest first. */
const barsOf = (barred: Barred) =>
  [...new Set(barred.map(({ rank }) => rank))].map((rank) => {
    const rows = barred.filter((one) => one.rank === rank)
    return { relation: relationAt(rank), count: rows[0]?.count ?? 0, agencies: rows.map(({ agency }) => agency) }
  })

/** Recusal from one reading, also while it is open on the desk. */
export const readingConflicts = new Hono<AppEnv>().post('/:id/conflict', allowJuror, body(declaration), async (c) => {
  const reading = ownReading(c.var.actor, c.var.guard)
  if (!reading) return problem(c, { code: 'not_found' })
  if (reading.handedInAt) return problem(c, { code: 'already_handed_in' })
  const { kind, reason: why } = c.req.valid('json')
  if (why === '') return problem(c, { code: 'reason_needed' })
  const { id, jurorId } = reading
  const db = openDb(c.env.DB)
  const { now } = c.var
  const [, , , freed, , , order, [after]] = await db.batch([
    ...declareConflicts(db, { jurorId, readingIds: [id], kind, reason: why, at: now }),
    ...endBarred(db, { jurorId, by: jurorId, reason: why, at: now }),
    listReadingOrder(db, reading, now),
    selectReading(db, id, now),
  ])
  // Handed in at the same moment, in another tab: the sheet was first, and nothing was declared.
  if (after?.handedInAt) return problem(c, { code: 'already_handed_in' })
  await askForReaders(c.env, freed, recusalReason)
  return c.json({ nextOpenId: nextOpenAfter(order, reading) }, 201)
})
