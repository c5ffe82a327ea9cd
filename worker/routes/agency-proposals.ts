import { Hono } from 'hono'
import * as z from 'zod'
import {
  lookedThrough,
  selectAgencyCounts,
  selectAgencyNames,
  selectUnits,
  type GateCursor,
  type GateFilter,
} from '#db/agency-proposals.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { selectUnreachable } from '#db/mail-events.ts'
import { listCaps } from '#db/proposals.ts'
import { proposalStates, possibilities } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { chosenGate, gateOrder, loadGateRows } from '../agency-gate.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { gapText } from '../letters/gaps.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'

/** Rows on one page: each brings the texts of its sections along, whose words are counted. */
const pageSize = 25
const mostUnits = 500
/** Proposals of one agency in one export, far more than any had. */
const mostExported = 5000

const gate = z.object({ edition: z.string().max(60).optional(), agency: z.string().max(64).optional() })
const listing = gate.extend({
  state: z.enum([...proposalStates, 'all']).default('all'),
  unit: z.string().max(64).optional(),
  group: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  after: z.string().max(120).optional(),
})

const wordsOf = (text: string | undefined) =>
  (text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 6)

const cursorOf = ({ state, stateSince, id }: GateCursor) => `${state}~${stateSince.getTime()}~${id}`

/** Anything else than a cursor begins at the first row. */
function readCursor(text: string | undefined): GateCursor | undefined {
  const match = /^([a-z_]{1,20})~(\d{1,15})~(.{1,64})$/.exec(text ?? '')
  const state = gateOrder.find((one) => one === match?.[1])
  return state && match?.[2] && match[3] ? { state, stateSince: new Date(Number(match[2])), id: match[3] } : undefined
}

/** Everything of an agency at its gate: what stands where, since when, what is missing. */
export const agencyProposals = new Hono<AppEnv>()
  .get('/', allow('agency_admin'), query(listing), async (c) => {
    const { state, unit, group, q, after, ...asked } = c.req.valid('query')
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const chosen = await chosenGate(db, actor, asked, now)
    if (!chosen) return problem(c, { code: 'not_found' })
    const { edition, agencyId, agencyIds, editions } = chosen
    const filter: GateFilter = {
      editionId: edition.id,
      agencyId,
      states: state === 'all' ? gateOrder : [state],
      unitId: unit,
      groupId: group,
      words: wordsOf(q),
      after: readCursor(after),
    }
    const [rows, [counts, units, agencies, caps], unreachable] = await Promise.all([
      loadGateRows(db, edition, filter, pageSize + 1),
      db.batch([
        selectAgencyCounts(db, edition.id, agencyId),
        selectUnits(db, agencyId, mostUnits),
        selectAgencyNames(db, agencyIds),
        listCaps(db, [agencyId], edition.slug),
      ]),
      selectUnreachable(db, agencyId, now, 20),
    ])
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    const windowOf = (kind: 'registration' | 'screening') => edition.stages.find((stage) => stage.kind === kind)
    const registration = windowOf('registration')
    if (!registration) return problem(c, { code: 'edition_not_open' })
    const windows = { registration, screening: windowOf('screening') ?? null }
    const { questions = [], sections, attachments, groups } = edition.rules
    return c.json({
      now: now.toISOString(),
      edition: { slug: edition.slug, name: edition.name, isSimulation: edition.isSimulation },
      editions,
      agency: { id: agencyId, name: agencies.find(({ id }) => id === agencyId)?.name ?? '' },
      agencies,
      registration: { opensAt: registration.opensAt.toISOString(), closesAt: registration.closesAt.toISOString() },
      rows: shown.map((row) => ({
        ...row,
        stateSince: row.stateSince.toISOString(),
        may: possibilities({ state: row.state, writers: ['agency_admin'], windows }, now),
      })),
      next: rows.length > pageSize && last ? cursorOf(last) : null,
      lookedThrough,
      counts: Object.fromEntries(gateOrder.map((one) => [one, counts.find((row) => row.state === one)?.count ?? 0])),
      units,
      groups: groups.map(({ id, name }) => ({ id, name })),
      caps: caps.map(({ groupId, group: name, cap, used }) => ({ groupId, group: name, cap, used })),
      form: {
        questions: questions.map(({ id, text }) => ({ id, text })),
        sections: sections.map(({ id, title }) => ({ id, title })),
        attachments: attachments.map(({ id, title }) => ({ id, title })),
      },
      unreachable: unreachable.map(({ since, ...person }) => ({ ...person, since: new Date(since).toISOString() })),
    })
  })
  .get('/csv', allow('agency_admin'), query(gate), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const chosen = await chosenGate(db, actor, c.req.valid('query'), now)
    if (!chosen) return problem(c, { code: 'not_found' })
    const { edition, agencyId } = chosen
    const filter = {
      editionId: edition.id,
      agencyId,
      states: gateOrder,
      unitId: undefined,
      groupId: undefined,
      words: [],
    }
    const rows: Awaited<ReturnType<typeof loadGateRows>> = []
    for (let after: GateCursor | undefined; rows.length < mostExported;) {
      const page = await loadGateRows(db, edition, { ...filter, after }, 200)
      rows.push(...page)
      after = page.at(-1)
      if (page.length < 200) break
    }
    await insertAuditEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'export.made',
      editionId: edition.id,
      subjectId: agencyId,
      detail: { what: 'agency_proposals', rows: rows.length },
    })
    const head = ['nomor', 'judul', 'unit', 'kelompok', 'keadaan', 'sejak', 'hari', 'kekurangan', 'rincian_kekurangan']
    const days = (since: Date) => Math.floor((now.getTime() - since.getTime()) / 86_400_000)
    const lines = rows.map(({ referenceNumber, title, unit, group, state, stateSince, problems }) => [
      referenceNumber,
      title,
      unit,
      group,
      stateWords[state],
      stateSince.toISOString(),
      days(stateSince),
      problems.length,
      problems.map((one) => gapText(one, edition.rules)).join('; '),
    ])
    return csvFile(c, `usulan-instansi-${edition.slug}`, [head, ...lines])
  })

const stateWords = {
  draft: 'draf',
  with_agency: 'di admin instansi',
  returned: 'dikembalikan ke unit',
  submitted: 'diajukan',
  eligible: 'layak',
  needs_repair: 'perlu perbaikan',
  ineligible: 'tidak layak',
} as const satisfies Record<(typeof gateOrder)[number], string>
