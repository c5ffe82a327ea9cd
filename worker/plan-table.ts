import { selectJurorNames, selectProposalNames, type selectPlanById } from '#db/assignment-plans.ts'
import type { Db } from '#db/client.ts'
import { pairsOf, selectPlanChanges, selectPlanPairs } from '#db/plan-readings.ts'
import { causeWords } from '#domain/assignment/cause-words.ts'
import type { Pair } from '#domain/assignment.ts'
import type { CsvCell } from '#domain/csv.ts'
import type { PlannedStage } from '#db/plan-basis.ts'

type PlanReport = NonNullable<NonNullable<Awaited<ReturnType<typeof selectPlanById>>[number]>['report']>

/** The parts of a plan that leave as tables: who reads what, what ends with it, what each juror has, what is lacking. */
export const planParts = ['readings', 'ended', 'loads', 'unmet'] as const
export type PlanPart = (typeof planParts)[number]
type PlanTable = { name: string; rows: CsvCell[][] }
export type PlanTables = Readonly<Record<PlanPart, PlanTable>>

const pairHead = ['Nomor usulan', 'Judul', 'Instansi', 'Juri', 'Surel juri']
const keyOf = ({ proposalId, jurorId }: Pair) => `${proposalId} ${jurorId}`

/**
 * A plan as a whole. The readings have the columns of a table of readings, so that they can be changed and brought back; of what was
 * put away only its report is left, and of what was given at once only the readings.
 */
export async function loadPlanTables(
  db: Db,
  { editionId, stageId }: PlannedStage,
  plan: { id: string; report: PlanReport | null },
): Promise<PlanTables> {
  const [standing, changes] = await db.batch([
    selectPlanPairs(db, editionId, stageId, plan.id),
    selectPlanChanges(db, { editionId, stageId }, plan.id),
  ])
  const readings = pairsOf(standing)
  const added = new Set(pairsOf(changes.filter(({ act }) => act === 'added')).map(keyOf))
  const ended = pairsOf(changes.filter(({ act }) => act === 'ended'))
  const { loads = [], unmet = [], proposals = 0, covered = 0 } = plan.report ?? {}
  const pairs = [...readings, ...ended]
  const [people, named] = await db.batch([
    selectJurorNames(db, [...new Set([...pairs, ...loads].map(({ jurorId }) => jurorId))]),
    selectProposalNames(db, [...new Set([...pairs, ...unmet].map(({ proposalId }) => proposalId))]),
  ])
  const jurors = new Map(people.map((one) => [one.id, one]))
  const titles = new Map(named.map((one) => [one.id, one]))
  const nameOf = (jurorId: string) => jurors.get(jurorId)?.name ?? ''
  const inOrder = (all: readonly Pair[]) =>
    all.toSorted(
      (a, b) =>
        nameOf(a.jurorId).localeCompare(nameOf(b.jurorId), 'id') ||
        (titles.get(a.proposalId)?.reference_number ?? '').localeCompare(
          titles.get(b.proposalId)?.reference_number ?? '',
        ),
    )
  const cells = ({ proposalId, jurorId }: Pair): CsvCell[] => {
    const about = titles.get(proposalId)
    const email = jurors.get(jurorId)?.email ?? ''
    return [about?.reference_number ?? '', about?.title ?? '', about?.agency ?? '', nameOf(jurorId), email]
  }
  // A report names the first of very many; what it leaves out is said in the table itself.
  const unnamed = proposals - covered - unmet.length
  return {
    readings: {
      name: 'Bacaan',
      rows: [
        [...pairHead, 'Perubahan'],
        ...inOrder(readings).map((pair) => [...cells(pair), added.has(keyOf(pair)) ? 'Baru' : 'Tetap']),
      ],
    },
    ended: { name: 'Berakhir', rows: [pairHead, ...inOrder(ended).map(cells)] },
    loads: {
      name: 'Beban',
      rows: [
        ['Juri', 'Surel juri', 'Usulan', 'Baru', 'Berakhir', 'Sesuai tema'],
        ...loads
          .toSorted((a, b) => nameOf(a.jurorId).localeCompare(nameOf(b.jurorId), 'id'))
          .map((one) => [
            nameOf(one.jurorId),
            jurors.get(one.jurorId)?.email ?? '',
            one.count,
            one.added,
            one.ended,
            one.onTheme,
          ]),
      ],
    },
    unmet: {
      name: 'Kekurangan penilai',
      rows: [
        ['Nomor usulan', 'Judul', 'Instansi', 'Kurang', 'Karena'],
        ...unmet.map(({ proposalId, missing, cause }) => {
          const about = titles.get(proposalId)
          return [about?.reference_number ?? '', about?.title ?? '', about?.agency ?? '', missing, causeWords[cause]]
        }),
        ...(unnamed > 0 ? [[`Dan ${unnamed} usulan lain yang tidak disebut laporan rancangan ini`]] : []),
      ],
    },
  }
}
