import { selectByEmail, selectByReference } from '#db/assignment-tables.ts'
import type { Db } from '#db/client.ts'
import { checkTable, type CheckedTable, type TableLine } from '#domain/assignment-table.ts'
import type { AssignmentPlan, Pair, UnmetDemand } from '#domain/assignment.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { seededDraw, shuffled } from '#domain/seeded-draw.ts'
import { splitReadings, type Demand } from './assignment-demand.ts'
import { mostLinesAbove } from './spreadsheet-reading.ts'

/** Names of the two columns that a table needs, as people write them; the first is what our own tables say. */
const columns = {
  referenceNumber: ['Nomor usulan', 'Nomor registrasi', 'Nomor', 'Reference number'],
  email: ['Surel juri', 'Surel', 'Email juri', 'Email', 'E-mail'],
} as const

const folded = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

type TableRefusal = { code: 'table_unreadable'; missing: string[] } | { code: 'table_empty' }

const placesIn = (row: readonly string[]) => {
  const head = row.map(folded)
  const at = (names: readonly string[]) => head.findIndex((cell) => names.map(folded).includes(cell))
  return { reference: at(columns.referenceNumber), email: at(columns.email) }
}

/** The lines of a table below its head, empty ones left out; or the columns that are missing. Lines are numbered as in the file. */
export function linesOf(rows: readonly (readonly string[])[]): Result<TableLine[], TableRefusal> {
  const first = rows.slice(0, mostLinesAbove).map(placesIn)
  const found = first.findIndex(({ reference, email }) => reference >= 0 && email >= 0)
  const head = first[found]
  if (!head) {
    const lacks = (part: 'reference' | 'email') => first.every((row) => row[part] < 0)
    const missing = [
      ...(lacks('reference') ? [columns.referenceNumber[0]] : []),
      ...(lacks('email') ? [columns.email[0]] : []),
    ]
    return refuse({ code: 'table_unreadable', missing })
  }
  const lines = rows.slice(found + 1).flatMap((row, index): TableLine[] => {
    if (row.every((cell) => cell === '')) return []
    const referenceNumber = (row[head.reference] ?? '').toUpperCase()
    return [{ line: found + index + 2, referenceNumber, email: (row[head.email] ?? '').toLowerCase() }]
  })
  return lines.length === 0 ? refuse({ code: 'table_empty' }) : accept(lines)
}

/** What the lines would add and end, or what is wrong with each that cannot be. */
export async function checkLines(
  db: Db,
  editionId: string,
  demand: Demand,
  { lines, isWhole }: { lines: readonly TableLine[]; isWhole: boolean },
): Promise<CheckedTable> {
  const references = [...new Set(lines.map(({ referenceNumber }) => referenceNumber))]
  const emails = [...new Set(lines.map(({ email }) => email))]
  const [[found], people] = await db.batch([selectByReference(db, editionId, references), selectByEmail(db, emails)])
  const numbers: [string, string][] = JSON.parse(found?.found ?? '[]')
  const isRead = new Set(demand.proposals.map(({ id }) => id))
  const isOfStage = new Set(demand.jurors.map(({ id }) => id))
  const barred = new Set(demand.conflicts.map(pairKey))
  return checkTable(
    lines,
    {
      proposals: new Map(numbers.map(([number, id]) => [number.toUpperCase(), { id, isRead: isRead.has(id) }])),
      jurors: new Map(
        people.map(({ id, email }) => [
          email,
          { id, isOfStage: isOfStage.has(id), mostReadings: demand.profiles.get(id)?.mostReadings ?? null },
        ]),
      ),
      isInConflict: (pair) => barred.has(pairKey(pair)),
      apartFrom: (jurorId) =>
        demand.apart.flatMap(({ firstId, secondId }) => {
          if (firstId === jurorId) return [secondId]
          return secondId === jurorId ? [firstId] : []
        }),
      readings: demand.readings,
    },
    isWhole,
  )
}

const pairKey = ({ proposalId, jurorId }: Pair) => `${proposalId} ${jurorId}`

/** A checked table as a plan; each juror's order is drawn, so that nobody chooses it. */
export function planOfTable(
  demand: Demand,
  { added, ended }: Pick<CheckedTable, 'added' | 'ended'>,
  { seed, readersPerProposal }: { seed: number; readersPerProposal: number },
): AssignmentPlan {
  const gone = new Set(ended.map(pairKey))
  const stays = splitReadings(demand.readings).live.filter((one) => !gone.has(pairKey(one)))
  const drawn = shuffled(added, seededDraw(seed)).map((pair, at) => ({ ...pair, position: at + 1 }))
  const readings = [...stays.map(({ proposalId, jurorId }) => ({ proposalId, jurorId, position: 0 })), ...drawn]
  const readers = new Map<string, number>()
  for (const { proposalId } of readings) readers.set(proposalId, (readers.get(proposalId) ?? 0) + 1)
  const unmet = demand.proposals.flatMap(({ id }): UnmetDemand[] => {
    const missing = readersPerProposal - (readers.get(id) ?? 0)
    return missing > 0 ? [{ proposalId: id, missing, cause: 'not_in_table' }] : []
  })
  return { readings, added: drawn, ended, anchors: [], unmet }
}
