import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import { selectRegistryId } from '#db/prior-awards.ts'
import {
  insertProposal,
  listCaps,
  listProposals,
  loadUnit,
  selectDetails,
  selectStanding,
  updateDetails,
  windowsOf,
  type Details,
} from '#db/proposals.ts'
import { requireOpen, type Rules } from '#domain/edition.ts'
import { lastGoal } from '#domain/form.ts'
import { plainLine } from '#domain/plain-line.ts'
import { cleanText } from '#domain/plain-text.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { allow, allowWith } from '../access.ts'
import { body, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal, proposalView } from '../proposal-view.ts'

/** Rows on one page. */
const pageSize = 50

const maxTitleCharacters = 300

const listing = z.object({
  as: z.enum(['author', 'agency_admin']),
  edition: z.string().max(60).optional(),
  after: z.string().max(100).optional(),
})

/** A title stands in the subjects of letters: pasted from Word it may bring line breaks along. */
const oneLine = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .max(maxCharacters)
    .transform((text) => plainLine(cleanText(text).text))

const beginning = z.object({
  edition: z.string().max(60),
  unitId: z.string().max(64),
  groupId: z.string().max(60),
  title: oneLine(maxTitleCharacters).pipe(z.string().min(1)),
  startedOn: z.iso.date().nullable().default(null),
  registryId: z.string().max(100).nullable().default(null),
  replicationOf: oneLine(maxTitleCharacters).nullable().default(null),
})

/** What is not sent stays as it is. */
const details = z.object({
  title: oneLine(maxTitleCharacters).optional(),
  groupId: z.string().max(60).optional(),
  startedOn: z.iso.date().nullable().optional(),
  registryId: z.string().max(100).nullable().optional(),
  replicationOf: oneLine(maxTitleCharacters).nullable().optional(),
  themeIds: z.array(z.string().max(60)).max(60).optional(),
  goals: z.array(z.int().min(1).max(lastGoal)).max(lastGoal).optional(),
  answers: z.record(z.string().max(60), z.boolean()).optional(),
  version: z.int().min(1),
})
type DetailsInput = Omit<z.infer<typeof details>, 'version'>

/** Fields that name what the edition's form does not have, or too much of it. */
function strangeFields({ groupId, themeIds, goals, answers }: DetailsInput, rules: Rules): string[] {
  const known = <T extends { id: string }>(items: readonly T[] | undefined, ids: readonly string[]) =>
    ids.every((id) => items?.some((item) => item.id === id))
  const once = (values: readonly unknown[]) => new Set(values).size === values.length
  const { themes, goals: goalRules } = rules
  return [
    ...(groupId !== undefined && !known(rules.groups, [groupId]) ? ['groupId'] : []),
    ...(themeIds && !(known(themes?.items, themeIds) && once(themeIds) && themeIds.length <= (themes?.max ?? 0))
      ? ['themeIds']
      : []),
    ...(goals && !(once(goals) && goals.length <= (goalRules?.max ?? 0)) ? ['goals'] : []),
    ...(answers && !known(rules.questions, Object.keys(answers)) ? ['answers'] : []),
  ]
}

/** Whether a claimed entry of the registry exists; claiming none is fine. */
const isInRegistry = async (db: Db, registryId: string | null | undefined): Promise<boolean> =>
  !registryId || (await selectRegistryId(db, registryId).get()) !== undefined

/** Without the fields that were not sent. */
const given = (changed: DetailsInput): Partial<Details> =>
  Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))

/** Writing and following proposals: for authors and the admin of their agency. */
export const proposals = new Hono<AppEnv>()
  .get('/', allow('author', 'agency_admin'), query(listing), async (c) => {
    const { as, edition, after } = c.req.valid('query')
    const places = c.var.actor.grants.flatMap(({ role, agencyId, editionId }) =>
      role === as && agencyId !== null ? [{ agencyId, editionId }] : [],
    )
    const db = openDb(c.env.DB)
    const agencyIds = as === 'agency_admin' ? [...new Set(places.map(({ agencyId }) => agencyId))] : []
    const [rows, caps] = await db.batch([
      listProposals(db, { as, places, edition, after: readCursor(after) }, pageSize + 1),
      listCaps(db, agencyIds, edition),
    ])
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    return c.json({
      proposals: shown.map(({ stateSince, ...row }) => ({ ...row, stateSince: stateSince.toISOString() })),
      next: rows.length > pageSize && last ? cursorOf(last) : null,
      caps,
    })
  })
  .post('/', allow('author'), body(beginning), async (c) => {
    const { edition: slug, unitId, groupId, title, startedOn, registryId, replicationOf } = c.req.valid('json')
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const [edition, unit] = await Promise.all([loadEdition(db, slug), loadUnit(db, unitId)])
    if (!edition || edition.version === 0 || !unit) return problem(c, { code: 'not_found' })
    const place = { editionId: edition.id, unitId: unit.id, agencyId: unit.agencyId }
    if (!writersAmong(actor, place).includes('author')) return problem(c, { code: 'not_found' })
    const isOver = [unit.validTo, unit.agencyValidTo].some((end) => end !== null && end <= now)
    if (isOver) return problem(c, { code: 'agency_closed' })
    if (!edition.rules.groups.some(({ id }) => id === groupId)) {
      return problem(c, { code: 'invalid_input', fields: ['groupId'] })
    }
    const registration = edition.stages.find(({ kind }) => kind === 'registration')
    if (!registration) return problem(c, { code: 'edition_not_open' })
    const open = requireOpen(registration, now)
    if (!open.ok) return problem(c, open.refusal)

    if (!(await isInRegistry(db, registryId))) return problem(c, { code: 'invalid_input', fields: ['registryId'] })

    const id = crypto.randomUUID()
    const said = { groupId, title, startedOn, registryId, replicationOf }
    await db.batch([
      insertProposal(db, { id, ...place, ...said, stateSince: now, createdAt: now, createdBy: actor.id }),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'proposal.created',
        editionId: edition.id,
        subjectId: id,
        // Without the title: the secretariat reads the trail, and a proposal only once it was forwarded.
        detail: { groupId },
      }),
    ])
    return c.json({ id }, 201)
  })
  .get('/:id', allow('author', 'agency_admin'), async (c) => {
    const whole = await loadWholeProposal(openDb(c.env.DB), c.req.param('id'))
    if (!whole || writersAmong(c.var.actor, whole).length === 0) return problem(c, { code: 'not_found' })
    return c.json(proposalView(whole, c.var.actor, c.var.now))
  })
  .put(
    '/:id',
    allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? '')),
    body(details),
    async (c) => {
      const { version, ...changed } = c.req.valid('json')
      const proposal = c.var.guard?.[0]
      const writers = proposal ? writersAmong(c.var.actor, proposal) : []
      if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
      const editable = requireEditable({ state: proposal.state, writers, windows: windowsOf(proposal) }, c.var.now)
      if (!editable.ok) return problem(c, editable.refusal)
      // The group decided which cap it counts against; a repair cannot move it to another.
      const { groupId = proposal.groupId } = changed
      const isMoved = proposal.state === 'needs_repair' && groupId !== proposal.groupId
      const fields = isMoved ? ['groupId'] : strangeFields(changed, proposal.rules)
      if (fields.length > 0) return problem(c, { code: 'invalid_input', fields })

      const db = openDb(c.env.DB)
      if (!(await isInRegistry(db, changed.registryId))) {
        return problem(c, { code: 'invalid_input', fields: ['registryId'] })
      }
      const { id, state } = proposal
      const saved = await updateDetails(db, { id, state, version }, given(changed))
      const savedAt = c.var.now.toISOString()
      if (saved !== undefined) return c.json({ version: saved, savedAt })
      const meanwhile = await selectDetails(db, id).get()
      if (!meanwhile) return problem(c, { code: 'not_found' })
      if (meanwhile.state !== state) return problem(c, { code: 'not_editable', state: meanwhile.state })
      const { version: theirVersion, state: _, ...theirs } = meanwhile
      return problem(c, { code: 'details_conflict', version: theirVersion, theirs })
    },
  )
