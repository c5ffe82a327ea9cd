import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { listReadingRows, type ListedReading } from '#db/assignment-tables.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { demandOf, loadDemand } from '../assignment-demand.ts'
import { assignmentColumns, checkLines, planOfTable, tableLine } from '../assignment-table.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { storeDraft } from '../plan-draft.ts'
import { loadPlannableStage, loadReadStage } from '../plannable-stage.ts'
import { problem } from '../problem.ts'
import { maxTableBytes, mostTableRows } from '../spreadsheet-reading.ts'
import { tableFile, tableFormats } from '../table-file.ts'
import { readLines } from '../table-lines.ts'

/** Rows of one round trip. */
const rowsPerPage = 10_000
/** Lines that an answer names; how many are wrong in all it says beside. */
const mostFaults = 5000

const states = { new: 'Belum dibuka', draft: 'Draf', handed_in: 'Diserahkan' } as const

async function loadRows(db: Db, stage: { editionId: string; stageId: string }): Promise<ListedReading[]> {
  const rows: ListedReading[] = []
  for (let after = { proposalId: '', id: '' }; ;) {
    const page = await listReadingRows(db, stage, after, rowsPerPage)
    rows.push(...page)
    const last = page.at(-1)
    if (!last || page.length < rowsPerPage) break
    after = { proposalId: last.proposal_id, id: last.id }
  }
  return rows.toSorted((a, b) => a.juror.localeCompare(b.juror, 'id') || a.position - b.position)
}

const head = ['Nomor usulan', 'Judul', 'Instansi', 'Juri', 'Surel juri', 'Urutan', 'Keadaan']

/** The readings of a stage as a table that can be changed and brought back; never with a score. Mounted at /api/editions. */
export const assignmentTables = new Hono<AppEnv>()
  .get(
    '/:edition/stages/:stage/assignment-table',
    allow('secretariat', 'auditor'),
    query(z.object({ format: z.enum(tableFormats).default('csv') })),
    async (c) => {
      const db = openDb(c.env.DB)
      const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
      if (!held.ok) return problem(c, held.refusal)
      const { edition, stage, now } = held.value
      const { format } = c.req.valid('query')
      const rows = await loadRows(db, { editionId: edition.id, stageId: stage.id })
      await insertAuditEvent(db, {
        at: now,
        actorId: c.var.actor.id,
        action: 'assignments.exported',
        editionId: edition.id,
        subjectId: edition.id,
        detail: { stageId: stage.id, format, rows: rows.length },
      })
      const table = [
        head,
        ...rows.map((row) => [
          row.reference_number,
          row.title,
          row.agency,
          row.juror,
          row.email,
          row.position,
          states[row.state],
        ]),
      ]
      return tableFile(c, `penugasan-${edition.slug}-${stage.id}`, format, [{ name: 'Penugasan', rows: table }])
    },
  )
  .post(
    '/:edition/stages/:stage/assignment-table',
    allow('secretariat'),
    query(z.object({ whole: z.enum(['yes', 'no']) })),
    bodyLimit({
      maxSize: maxTableBytes,
      onError: (c) => problem(c, { code: 'body_too_large', maxBytes: maxTableBytes }),
    }),
    async (c) => {
      const db = openDb(c.env.DB)
      const held = await loadPlannableStage(db, c.var.actor, { address: c.req.param(), now: c.var.now })
      if (!held.ok) return problem(c, held.refusal)
      const planning = held.value
      const given = await readLines(new Uint8Array(await c.req.arrayBuffer()), assignmentColumns, mostTableRows)
      if (!given.ok) return problem(c, given.refusal)
      const lines = given.value.map(tableLine)
      const demand = await loadDemand(db, planning)
      const isWhole = c.req.valid('query').whole === 'yes'
      const checked = await checkLines(db, planning.edition.id, demand, { lines, isWhole })
      const { faults, added, ended, standing } = checked
      const told = {
        lines: lines.length,
        standing,
        added: added.length,
        ended: ended.length,
        faultyLines: new Set(faults.map(({ line }) => line)).size,
        faults: faults.slice(0, mostFaults),
      }
      if (faults.length > 0 || added.length + ended.length === 0) return c.json({ planId: null, ...told })
      const { readersPerProposal } = planning.rules
      const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
      const config = { anchors: null, mostReadings: demand.sharedCap, usesThemes: true }
      const planId = await storeDraft(db, planning, demand, {
        kind: 'import',
        config,
        reason: '',
        by: c.var.actor.id,
        demand: demandOf(demand, { ...config, seed, readersPerProposal }),
        plan: planOfTable(demand, checked, { seed, readersPerProposal }),
      })
      return c.json({ planId, ...told }, 201)
    },
  )
