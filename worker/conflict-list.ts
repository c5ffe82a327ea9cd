import * as z from 'zod'
import type { Db } from '#db/client.ts'
import { relationAt } from '#db/conflicts.ts'
import { listEndedWords, listJury, listJuryTies, listSaidConflicts, listTreeConflicts } from '#db/edition-conflicts.ts'
import { loadEdition } from '#db/editions.ts'
import { holdsIn } from '#domain/access.ts'
import { agencyRelations, conflictReasons, conflictSources } from '#domain/conflict.ts'
import type { SignedIn } from './env.ts'
import { recordId } from './fields.ts'

type Tree = Awaited<ReturnType<typeof listTreeConflicts>>
type Said = Awaited<ReturnType<typeof listSaidConflicts>>

const conflictTypes = [...agencyRelations, ...conflictReasons] as const

/** A conflict as the secretariat reads it: computed from a tie, or said of one proposal. */
export function conflictRows(tree: Tree, said: Said) {
  const computed = tree.map((row) => ({
    jurorId: row.jurorId,
    juror: row.juror,
    type: relationAt(row.rank),
    source: row.source,
    reason: row.reason,
    at: new Date(row.at),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
    agencyId: row.agencyId,
    agency: row.agency,
    tie: { id: row.tieId, kind: row.tieKind, agencyId: row.tieAgencyId, agency: row.tieAgency },
    proposal: null,
    proposals: row.proposals,
    sheets: row.sheets,
  }))
  const spoken = said.map((row) => ({
    jurorId: row.jurorId,
    juror: row.juror,
    type: row.kind,
    source: row.source,
    reason: row.reason,
    at: row.at,
    endsAt: null,
    agencyId: row.agencyId,
    agency: row.agency,
    tie: null,
    proposal: { conflictId: row.id, referenceNumber: row.referenceNumber, title: row.title, by: row.by },
    proposals: 1,
    sheets: row.sheets,
  }))
  const order = (a: { juror: string; jurorId: string }, b: { juror: string; jurorId: string }) =>
    a.juror === b.juror ? compare(a.jurorId, b.jurorId) : compare(a.juror, b.juror)
  return [...spoken, ...computed].toSorted(order)
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b)

export type ConflictRow = ReturnType<typeof conflictRows>[number]

/** Of what was said of the jurors of one page and has been ended, the newest. */
const mostEnded = 100
/** Jurors of one round trip of an export; of these it has every row. */
const exportedAtOnce = 100
const noLimit = -1

export const conflictFilter = z.object({
  juror: recordId.optional(),
  agency: recordId.optional(),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  type: z.enum(conflictTypes).optional(),
  source: z.enum(conflictSources).optional(),
})
type ConflictFilter = z.infer<typeof conflictFilter>

/** The edition, for those who hold one of the roles in it. */
export const heldEdition = async (
  db: Db,
  actor: SignedIn,
  slug: string,
  roles: readonly ('secretariat' | 'auditor')[],
) => {
  const found = await loadEdition(db, slug)
  return found && holdsIn(actor, found.id, ...roles) ? found : undefined
}

/**
 * All of it in one round trip: the jurors of a page, their ties, what these bar, and what was said. `bars`: whether a tie bars any
 * proposal that is asked about; taken for granted where the page was cut.
 */
export async function loadConflicts(
  db: Db,
  editionId: string,
  { juror, agency, q, type, source }: ConflictFilter,
  { after, now, limits }: { after?: { name: string; id: string }; now: Date; limits: { jurors: number; rows: number } },
) {
  const jury = { editionId, now, jurorId: juror, name: q, after }
  const [jurors, ties, tree, said, ended] = await db.batch([
    listJury(db, jury, limits.jurors),
    listJuryTies(db, jury, limits),
    listTreeConflicts(db, jury, { agencyId: agency }, limits),
    listSaidConflicts(db, jury, { agencyId: agency }, limits),
    listEndedWords(db, jury, { ...limits, rows: mostEnded + 1 }),
  ])
  const rows = conflictRows(tree, said).filter(
    (row) => (type === undefined || row.type === type) && (source === undefined || row.source === source),
  )
  const isCut = [tree, said, ties].some(({ length }) => length === limits.rows)
  const barring = new Set(tree.map(({ tieId }) => tieId))
  return {
    jurors,
    ties: ties.map((tie) => ({ ...tie, bars: isCut || barring.has(tie.id) })),
    ended: ended.slice(0, mostEnded),
    hasMoreEnded: ended.length > mostEnded,
    rows,
    isCut,
  }
}

/** The same of every juror of the edition, however many, some jurors at a time. */
export async function loadAllConflicts(db: Db, editionId: string, filter: ConflictFilter, now: Date) {
  const limits = { jurors: exportedAtOnce, rows: noLimit }
  const parts: Awaited<ReturnType<typeof loadConflicts>>[] = []
  for (let after: { name: string; id: string } | undefined; ;) {
    const part = await loadConflicts(db, editionId, filter, { ...(after && { after }), now, limits })
    parts.push(part)
    after = part.jurors.at(-1)
    if (!after || part.jurors.length < exportedAtOnce) break
  }
  return {
    jurors: parts.flatMap(({ jurors }) => jurors),
    ties: parts.flatMap(({ ties }) => ties),
    rows: parts.flatMap(({ rows }) => rows),
  }
}
