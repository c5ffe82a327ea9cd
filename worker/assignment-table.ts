import { selectByEmail, selectByReference } from '#db/assignment-tables.ts'
import type { Db } from '#db/client.ts'
import { checkTable, type CheckedTable, type TableLine } from '#domain/assignment-table.ts'
import type { AssignmentPlan, Pair, UnmetDemand } from '#domain/assignment.ts'
import { seededDraw, shuffled } from '#domain/seeded-draw.ts'
import { splitReadings, type Demand } from './assignment-demand.ts'
import type { GivenLine } from './table-lines.ts'

/** The two columns that a table needs. */
export const assignmentColumns = {
  referenceNumber: { names: ['Nomor usulan', 'Nomor registrasi', 'Nomor', 'Reference number'], isNeeded: true },
  email: { names: ['Surel juri', 'Surel', 'Email juri', 'Email', 'E-mail'], isNeeded: true },
} as const

export const tableLine = ({ line, cell }: GivenLine<keyof typeof assignmentColumns>): TableLine => ({
  line,
  referenceNumber: cell('referenceNumber').toUpperCase(),
  email: cell('email').toLowerCase(),
})

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
          { id, isOfStage: isOfStage.has(id), mostReadings: demand.profiles.get(id)?.mostReadings ?? demand.sharedCap },
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
