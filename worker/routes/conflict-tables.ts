import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { endBarredOf } from '#db/freed-readings.ts'
import { insertTies } from '#db/juror-ties.ts'
import { insertMails } from '#db/mails.ts'
import { setConflicts } from '#db/said-conflicts.ts'
import { allow } from '../access.ts'
import { query } from '../body.ts'
import { conflictFilter, heldEdition, loadAllConflicts } from '../conflict-list.ts'
import {
  checkLines,
  conflictColumns,
  conflictGuide,
  conflictHead,
  conflictLine,
  conflictTable,
  effectsOf,
  type CheckedLines,
} from '../conflict-table.ts'
import type { AppEnv } from '../env.ts'
import { tiesSet } from '../letters/conflict.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { askForReaders, recusalReason } from '../recusal.ts'
import { maxTableBytes, mostTableRows } from '../spreadsheet-reading.ts'
import { tableFile, tableFormats } from '../table-file.ts'
import { readLines } from '../table-lines.ts'

/** Lines that an answer names; how many are wrong in all it says beside. */
const mostFaults = 2000
const format = z.enum(tableFormats).default('csv')

/** Conflicts and ties as a table that leaves, is filled in or changed, and comes back. Mounted at /api/editions. */
export const conflictTables = new Hono<AppEnv>()
  .get(
    '/:edition/conflict-table',
    allow('secretariat', 'auditor'),
    query(conflictFilter.extend({ format })),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat', 'auditor'])
      if (!found) return problem(c, { code: 'not_found' })
      const { format: as, ...asked } = c.req.valid('query')
      const { jurors, ties, rows } = await loadAllConflicts(db, found.id, asked, now)
      const isWhole = asked.agency === undefined && asked.type === undefined
      const idle = ties.filter(({ bars, source }) => !bars && (asked.source ?? source) === source)
      const table = conflictTable(jurors, rows, isWhole ? idle : [])
      await insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'export.made',
        editionId: found.id,
        subjectId: found.id,
        detail: { what: 'conflicts', format: as, rows: table.length - 1 },
      })
      return tableFile(c, `benturan-${found.slug}`, as, [{ name: 'Benturan', rows: table }])
    },
  )
  .get('/:edition/conflict-table/template', allow('secretariat'), query(z.object({ format })), async (c) => {
    const found = await heldEdition(openDb(c.env.DB), c.var.actor, c.req.param('edition'), ['secretariat'])
    if (!found) return problem(c, { code: 'not_found' })
    return tableFile(c, 'templat-benturan', c.req.valid('query').format, [
      { name: 'Benturan', rows: [conflictHead] },
      { name: 'Petunjuk', rows: conflictGuide },
    ])
  })
  /** `check` says what the table would do; `save` does it, all of it or nothing. */
  .post(
    '/:edition/conflict-table',
    allow('secretariat'),
    query(z.object({ act: z.enum(['check', 'save']) })),
    bodyLimit({
      maxSize: maxTableBytes,
      onError: (c) => problem(c, { code: 'body_too_large', maxBytes: maxTableBytes }),
    }),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat'])
      if (!found) return problem(c, { code: 'not_found' })
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const given = await readLines(bytes, conflictColumns, mostTableRows)
      if (!given.ok) return problem(c, given.refusal)
      const lines = given.value.map(conflictLine)
      const checked = await checkLines(db, found.id, lines, now)
      const { faults, conflicts, ties, standing } = checked
      const told = {
        lines: lines.length,
        standing,
        conflicts: conflicts.length,
        ties: ties.length,
        faultyLines: faults.length,
        faults: faults.slice(0, mostFaults),
        effects: faults.length > 0 ? [] : await effectsOf(db, found.id, checked, lines),
      }
      const isNews = faults.length === 0 && conflicts.length + ties.length > 0
      if (c.req.valid('query').act === 'check' || !isNews) return c.json({ freed: null, ...told })
      const saving = { editionId: found.id, lines: lines.length, at: now, by: actor.id }
      const { freed, mails } = await saveTable(db, checked, saving)
      await askForReaders(c.env, freed, recusalReason)
      await announceMails(c.env, mails)
      return c.json({ freed: freed.length, ...told }, 201)
    },
  )

/** Conflicts and ties with their trail and letters, and the end of what they bar, in one batch. */
async function saveTable(
  db: Db,
  { conflicts, ties, people, agencyNames }: CheckedLines,
  { editionId, lines, at, by }: { editionId: string; lines: number; at: Date; by: string },
) {
  const pairs = conflicts.map(({ line: _, ...pair }) => ({ id: crypto.randomUUID(), ...pair }))
  const held = ties.map(({ line: _, jurorId, ...tie }) => ({ id: crypto.randomUUID(), userId: jurorId, ...tie }))
  const mails = [...people.values()].flatMap((juror) => {
    const own = ties.filter(({ jurorId }) => jurorId === juror.id)
    const told = own.map(({ agencyId, reason }) => ({ agency: agencyNames.get(agencyId) ?? '', reason }))
    return told.length === 0 ? [] : [mailRow(at, tiesSet(juror, told))]
  })
  const jurorIds = [...new Set([...conflicts, ...ties].map(({ jurorId }) => jurorId))]
  const [, , , , , , , freed] = await db.batch([
    ...setConflicts(db, pairs, { editionId, at, by }),
    ...insertTies(db, held, { source: 'secretariat', editionId, at, by }),
    insertAuditEvent(db, {
      at,
      actorId: by,
      action: 'conflicts.imported',
      editionId,
      subjectId: editionId,
      detail: { lines, conflicts: pairs.length, ties: held.length },
    }),
    insertMails(db, mails),
    ...endBarredOf(db, { jurorIds, by, reason: importReason, at }),
  ])
  return { freed, mails }
}

/** Why readings ended that a table has barred; the reasons themselves stand with its conflicts and ties. */
const importReason = 'Benturan kepentingan dari tabel sekretariat'
