import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import { loadUnit } from '#db/proposals.ts'
import { writersAmong } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import { eligibilityView, judgeEligibility, judgeProposal } from '../eligibility.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal } from '../proposal-view.ts'

const asked = z.object({
  edition: z.string().max(60),
  unitId: z.string().max(64),
  groupId: z.string().max(60),
  title: z.string().max(300),
  startedOn: z.iso.date().nullable(),
  registryId: z.string().max(100).nullable(),
  replicationOf: z.string().max(300).nullable(),
})

/** May this innovation compete? Asked before a line is written, and of a proposal as it stands. Mounted at /api. */
export const eligibilityChecks = new Hono<AppEnv>()
  .post('/eligibility-checks', allow('author', 'agency_admin'), body(asked), async (c) => {
    const { edition: slug, unitId, ...said } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const [edition, unit] = await Promise.all([loadEdition(db, slug), loadUnit(db, unitId)])
    if (!edition || edition.version === 0 || !unit) return problem(c, { code: 'not_found' })
    const place = { editionId: edition.id, unitId: unit.id, agencyId: unit.agencyId }
    if (writersAmong(c.var.actor, place).length === 0) return problem(c, { code: 'not_found' })
    const candidate = { ...said, agencyId: unit.agencyId, agencyName: unit.agencyName }
    const findings = await judgeEligibility(db, edition, candidate, null)
    if (!findings) return problem(c, { code: 'invalid_input', fields: ['groupId'] })
    return c.json(eligibilityView(findings, edition.rules, said.groupId))
  })
  .get('/proposals/:id/eligibility', allow('author', 'agency_admin'), async (c) => {
    const db = openDb(c.env.DB)
    const whole = await loadWholeProposal(db, c.req.param('id'))
    if (!whole || writersAmong(c.var.actor, whole).length === 0) return problem(c, { code: 'not_found' })
    const findings = await judgeProposal(db, whole)
    return c.json(eligibilityView(findings ?? [], whole.rules, whole.groupId))
  })
