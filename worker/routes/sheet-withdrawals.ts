import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { insertMail } from '#db/mails.ts'
import { insertReopened, insertWithdrawal, listStageReadings, selectWithdrawable } from '#db/sheet-withdrawals.ts'
import { findScoringStage, requireOpen } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { sheetWithdrawn } from '../letters/score-sheet.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadHeldStage } from '../stage-access.ts'

const perPage = 100

const filter = z.object({ juror: recordId.optional(), cursor: recordId.optional() })
const withdrawal = z.object({ reason: z.string().trim().max(1000), reopen: z.boolean() })

type Listed = Awaited<ReturnType<typeof listStageReadings>>[number]

const stateOf = ({ withdrawnAt, handedInAt, endedAt, savedAt }: Listed) => {
  if (withdrawnAt) return 'withdrawn' as const
  if (handedInAt) return 'handed_in' as const
  if (endedAt) return 'ended' as const
  return savedAt ? ('draft' as const) : ('new' as const)
}

const rowOf = (listed: Listed) => {
  const { withdrawnAt, withdrawnReason, withdrawnBy, jurorId, juror, ...reading } = listed
  const withdrawn = withdrawnAt && { at: withdrawnAt, reason: withdrawnReason ?? '', by: withdrawnBy ?? '' }
  return { ...reading, juror: { id: jurorId, name: juror }, state: stateOf(listed), withdrawn }
}

/** Which sheets there are, and taking one out of the count; never what stands on them. Mounted at /api/editions. */
export const sheetWithdrawals = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/sheets', allow('secretariat', 'auditor'), query(filter), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat', 'auditor'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { juror: jurorId, cursor: after } = c.req.valid('query')
    const address = { editionId: held.value.edition.id, stageId: held.value.stage.id }
    const found = await listStageReadings(db, address, { jurorId, after }, perPage + 1)
    const rows = found.slice(0, perPage)
    return c.json({ rows: rows.map(rowOf), next: found.length > perPage ? (rows.at(-1)?.id ?? null) : null })
  })
  .post('/:edition/stages/:stage/sheets/:assignment/withdrawal', allow('secretariat'), body(withdrawal), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const held = await loadHeldStage(db, actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const address = { editionId: edition.id, stageId: stage.id }
    const assignmentId = c.req.param('assignment')
    const [sheet] = findScoringStage(edition.rules, stage.id)
      ? await selectWithdrawable(db, address, assignmentId, now)
      : []
    if (!sheet) return problem(c, { code: 'not_found' })
    const { reason, reopen } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    if (sheet.withdrawnAt) return problem(c, { code: 'already_withdrawn' })
    if (!sheet.handedInAt) return problem(c, { code: 'not_handed_in' })
    const open = requireOpen(stage, now)
    if (reopen && !open.ok) return problem(c, open.refusal)
    const plenaryIds = edition.rules.stages.flatMap((one) =>
      one.kind === 'plenary' && one.rankedStageId === stage.id ? [one.id] : [],
    )
    const reopenedId = crypto.randomUUID()
    const { referenceNumber, title, juror, proposalId } = sheet
    const reopenedUntil = reopen ? stage.closesAt : null
    // Who is in conflict with a proposal reads nothing of it any more, in letters either.
    const about = sheet.isInConflict ? null : { referenceNumber, title, reason }
    const mail = mailRow(now, sheetWithdrawn(juror, { about, stageName: stage.name, reopenedUntil }))
    try {
      await db.batch([
        ...insertWithdrawal(db, { assignmentId, editionId: edition.id, plenaryIds, reason, at: now, by: actor.id }),
        ...(reopen ? insertReopened(db, { assignmentId, at: now, id: reopenedId }) : []),
        insertMail(db, mail),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'score_sheet.withdrawn',
          editionId: edition.id,
          subjectId: assignmentId,
          detail: { stageId: stage.id, proposalId, jurorId: juror.id, reason, reopenedId: reopen ? reopenedId : null },
        }),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'already_withdrawn' })
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      if (isRefusedByTrigger(error, 'already_handed_in')) return problem(c, { code: 'already_decided' })
      throw error
    }
    await announceMails(c.env, [mail])
    return c.json({ withdrawnAt: now, reopenedId: reopen ? reopenedId : null }, 201)
  })
