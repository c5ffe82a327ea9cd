import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, listAuditEvents } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import {
  insertEdition,
  insertEditionVersion,
  listEditions,
  listProposalCounts,
  loadEdition,
  loadEditionHistory,
  updateDraftRules,
  type ListedEdition,
} from '#db/editions.ts'
import { rulesSchema } from '#content/rules.ts'
import { rulesOf } from '#content/template.ts'
import { holdsIn } from '#domain/access.ts'
import { currentStage } from '#domain/edition.ts'
import { proposalStates, type ProposalState } from '#domain/proposal.ts'
import { planWindows } from '#domain/schedule.ts'
import { allow, allowAnyone } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { announceRebuild, editionSnapshot, preparePublication } from '../publication.ts'
import { findTemplate } from '../templates.ts'

/** An address of this router that is no edition. */
const draftsPath = 'drafts'

const newEdition = z.object({
  templateId: z.string().max(60),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(40)
    .refine((slug) => slug !== draftsPath),
  name: z.string().trim().min(3).max(120),
  registrationOpensAt: z.iso.datetime(),
})

const summary = ({ stages, id: _, ...edition }: ListedEdition, now: Date) => ({
  ...edition,
  stages,
  currentStageId: currentStage(stages, now)?.id ?? null,
})

/** Rows of the audit trail on one page. */
const pageSize = 50

export const editions = new Hono<AppEnv>()
  .get('/', allowAnyone, async (c) => {
    const listed = await listEditions(openDb(c.env.DB))
    return c.json({ editions: listed.filter(({ isOpened }) => isOpened).map((row) => summary(row, c.var.now)) })
  })
  .get(`/${draftsPath}`, allow('secretariat'), async (c) => {
    const listed = await listEditions(openDb(c.env.DB))
    return c.json({ editions: listed.filter(({ isOpened }) => !isOpened).map((row) => summary(row, c.var.now)) })
  })
  .post('/', allow('secretariat'), body(newEdition), async (c) => {
    const { templateId, slug, name, registrationOpensAt } = c.req.valid('json')
    const template = findTemplate(templateId)
    if (!template) return problem(c, { code: 'invalid_input', fields: ['templateId'] })
    const rules = rulesOf(template)
    const windows = planWindows(
      new Date(registrationOpensAt),
      template.stages.map(({ durationDays }) => durationDays.value),
    )
    const id = crypto.randomUUID()
    const db = openDb(c.env.DB)
    try {
      await db.batch([
        ...insertEdition(
          db,
          {
            id,
            slug,
            name,
            isSimulation: c.env.DEMO === '1',
            draftRules: rules,
            createdAt: c.var.now,
            createdBy: c.var.actor.id,
          },
          rules.stages.flatMap((stage, position) => {
            const window = windows[position]
            return window ? [{ id: stage.id, kind: stage.kind, name: stage.name, position, ...window }] : []
          }),
        ),
        insertAuditEvent(db, {
          at: c.var.now,
          actorId: c.var.actor.id,
          action: 'edition.created',
          editionId: id,
          subjectId: id,
          detail: { slug, template: templateId },
        }),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'slug_taken' })
      throw error
    }
    return c.json({ slug }, 201)
  })
  .get('/:edition', allowAnyone, async (c) => {
    const edition = await loadEdition(openDb(c.env.DB), c.req.param('edition'))
    if (!edition || edition.version === 0) return problem(c, { code: 'not_found' })
    return c.json({ ...edition, currentStageId: currentStage(edition.stages, c.var.now)?.id ?? null, now: c.var.now })
  })
  .get('/:edition/draft', allow('secretariat', 'auditor'), async (c) => {
    const edition = await loadEdition(openDb(c.env.DB), c.req.param('edition'))
    if (!edition) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_allowed' })
    return c.json({ ...edition, currentStageId: currentStage(edition.stages, c.var.now)?.id ?? null, now: c.var.now })
  })
  .put('/:edition/rules', allow('secretariat'), body(z.object({ rules: rulesSchema })), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat')) return problem(c, { code: 'not_allowed' })
    if (edition.version > 0) return problem(c, { code: 'edition_frozen' })
    const { rules } = c.req.valid('json')
    const sameStages =
      rules.stages.length === edition.stages.length &&
      rules.stages.every(({ id, kind }, i) => edition.stages[i]?.id === id && edition.stages[i]?.kind === kind)
    if (!sameStages) return problem(c, { code: 'invalid_input', fields: ['rules.stages'] })
    await db.batch([
      updateDraftRules(db, edition.id, rules),
      insertAuditEvent(db, {
        at: c.var.now,
        actorId: c.var.actor.id,
        action: 'rules.changed',
        editionId: edition.id,
        subjectId: edition.id,
      }),
    ])
    return c.json({})
  })
  .post('/:edition/opening', allow('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat')) return problem(c, { code: 'not_allowed' })
    if (edition.version > 0) return problem(c, { code: 'edition_frozen' })
    const opened = { ...edition, version: 1 }
    const opening = { version: 1, reason: 'Pembukaan edisi' }
    const { screeningReasons } = await loadEditionHistory(db, edition)
    const history = {
      versions: [{ ...opening, at: c.var.now.toISOString() }],
      graces: [],
      changes: [],
      screeningReasons,
    }
    const { hash, statements } = await preparePublication(c.env, db, {
      snapshot: editionSnapshot(opened, history, c.var.now),
      editionId: edition.id,
      stageId: null,
      now: c.var.now,
      actorId: c.var.actor.id,
    })
    try {
      await db.batch([
        insertEditionVersion(db, {
          editionId: edition.id,
          ...opening,
          rules: edition.rules,
          frozenAt: c.var.now,
          frozenBy: c.var.actor.id,
        }),
        insertAuditEvent(db, {
          at: c.var.now,
          actorId: c.var.actor.id,
          action: 'edition.opened',
          editionId: edition.id,
          subjectId: edition.id,
          detail: { version: 1 },
        }),
        ...statements,
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'edition_frozen' })
      throw error
    }
    await announceRebuild(c.env, hash)
    return c.json({ version: 1 }, 201)
  })
  .get('/:edition/funnel', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_allowed' })
    const counts: Record<ProposalState, number> = {
      draft: 0,
      with_agency: 0,
      returned: 0,
      submitted: 0,
      eligible: 0,
      needs_repair: 0,
      ineligible: 0,
    }
    for (const row of await listProposalCounts(db, edition.id)) counts[row.state] = row.count
    return c.json({ counts, states: proposalStates })
  })
  .get(
    '/:edition/audit-events',
    allow('secretariat', 'auditor'),
    query(z.object({ before: z.coerce.number().int().positive().optional(), subject: z.string().max(64).optional() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const edition = await loadEdition(db, c.req.param('edition'))
      if (!edition) return problem(c, { code: 'not_found' })
      if (!holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_allowed' })
      const { before, subject } = c.req.valid('query')
      const events = await listAuditEvents(db, edition.id, { before, subjectId: subject }, pageSize)
      return c.json({ events, next: events.length === pageSize ? (events.at(-1)?.id ?? null) : null })
    },
  )
