/** Gaps in the readers of proposals: how many a proposal is meant to have, and that one stage does not keep another waiting. */
import { env } from 'cloudflare:workers'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { sweepGaps } from '#worker/gap-sweep.ts'
import { workGaps } from '#worker/replanning.ts'
import { aRound, at } from './interview-factories.ts'
import { aJuror, anEligible } from './jury-factories.ts'
import { plan, several, standing } from './plan-factories.ts'
import { anEdition, db, type Person } from './portal.ts'
import type { Edition } from './proposals-factories.ts'

const hour = 3600_000
const later = () => new Date(Date.now() + 2 * hour)

const readersOf = async (edition: Edition, proposal: { id: string }) =>
  (await standing(edition)).filter(({ proposalId }) => proposalId === proposal.id).map(({ jurorId }) => jurorId)

const recuse = (proposal: { id: string }, juror: Person) =>
  db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'Berbenturan' })
    .where(
      and(
        eq(tables.assignments.proposalId, proposal.id),
        eq(tables.assignments.jurorId, juror.id),
        isNull(tables.assignments.endedAt),
      ),
    )

/** The secretariat sets an interview and with it another panel: readings end and begin at the instant of the new place. */
async function setPanel(
  edition: Edition,
  proposal: { id: string },
  { left = [], joined = [] }: { left?: readonly Person[]; joined?: readonly Person[] },
) {
  const now = new Date()
  const by = edition.secretariat.id
  const place = { editionId: edition.id, stageId: 'wawancara', proposalId: proposal.id }
  const { interviewSlots, assignments } = tables
  await db
    .update(interviewSlots)
    .set({ cancelledAt: now, cancelledBy: by, cancelReason: 'Pindah' })
    .where(and(eq(interviewSlots.proposalId, proposal.id), isNull(interviewSlots.cancelledAt)))
  const time = { beginsAt: new Date(at(0)), endsAt: new Date(at(20)), room: 'Ruang A', at: now, by }
  await db.insert(interviewSlots).values({ id: crypto.randomUUID(), ...place, ...time })
  for (const { id } of left) {
    const own = and(eq(assignments.proposalId, proposal.id), eq(assignments.jurorId, id), isNull(assignments.endedAt))
    await db.update(assignments).set({ endedAt: now, endReason: 'Panel diubah' }).where(own)
  }
  const [plan] = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  for (const { id: jurorId } of joined) {
    const reading = { id: crypto.randomUUID(), planId: plan!.id, ...place, jurorId, position: 9, assignedAt: now }
    await db.insert(assignments).values(reading)
  }
}

const job = (edition: Edition) => ({ editionId: edition.id, stageId: 'wawancara', reason: 'Pengganti.' })

const aPanelOfThree = async () => {
  const { edition, people, proposals } = await aRound([[0, 1, 2]], 6)
  return { edition, people, proposal: proposals[0]! }
}

test('a panel that was made smaller on purpose is filled to that size and no further, by message and by clock', async () => {
  const { edition, people, proposal } = await aPanelOfThree()
  const [one, two, three] = people
  await setPanel(edition, proposal, { left: [three!] })
  const small = [one!.id, two!.id].toSorted()
  await workGaps(env, job(edition), new Date())
  expect((await readersOf(edition, proposal)).toSorted()).toEqual(small)
  await sweepGaps(env, later())
  expect((await readersOf(edition, proposal)).toSorted()).toEqual(small)
  await recuse(proposal, two!)
  await workGaps(env, job(edition), new Date())
  const filled = await readersOf(edition, proposal)
  expect([filled.length, filled.includes(one!.id), filled.includes(two!.id)]).toEqual([2, true, false])
})

test('a panel whose members changed places is filled to what the rules ask', async () => {
  const { edition, people, proposal } = await aPanelOfThree()
  const [, , three, four] = people
  await setPanel(edition, proposal, { left: [three!], joined: [four!] })
  await recuse(proposal, four!)
  await sweepGaps(env, later())
  expect((await readersOf(edition, proposal)).length).toBe(3)
})

test('a panel that was made larger again is filled to what the rules ask', async () => {
  const { edition, people, proposal } = await aPanelOfThree()
  const [, two, three, four] = people
  await setPanel(edition, proposal, { left: [three!] })
  // Another instant than that of the first change.
  await new Promise((resolve) => setTimeout(resolve, 5))
  await setPanel(edition, proposal, { joined: [four!] })
  await recuse(proposal, two!)
  await workGaps(env, job(edition), new Date())
  expect((await readersOf(edition, proposal)).length).toBe(3)
})

test('an interview that has begun gets nobody new, by message as by clock', async () => {
  const { edition, people, proposal } = await aPanelOfThree()
  await setPanel(edition, proposal, {})
  await recuse(proposal, people[0]!)
  const during = new Date(at(10))
  await workGaps(env, job(edition), during)
  await sweepGaps(env, during)
  expect((await readersOf(edition, proposal)).length).toBe(2)
})

/** An edition in which one proposal has lost a reader. */
async function lacking() {
  const edition = await anEdition('penilaian')
  await several(4, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await plan(edition)
  const [reading] = await standing(edition)
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, reading!.id))
  return { edition, proposal }
}

test('a stage whose gaps cannot be filled keeps no other waiting; it is told, and filled when the clock passes again', async () => {
  const all = [await lacking(), await lacking(), await lacking()]
  const broken = all[1]!
  const counts = async () => {
    const found: number[] = []
    for (const { edition, proposal } of all) found.push((await readersOf(edition, proposal)).length)
    return found
  }
  await db.run(
    sql.raw(`CREATE TRIGGER broken_stage BEFORE INSERT ON assignment_plans
    WHEN NEW.edition_id = '${broken.edition.id}' BEGIN SELECT RAISE(ABORT, 'this stage is broken'); END`),
  )
  await expect(sweepGaps(env, later())).rejects.toThrow('gaps of some stages could not be filled')
  expect(await counts()).toEqual([2, 1, 2])
  await db.run(sql.raw('DROP TRIGGER broken_stage'))
  await sweepGaps(env, later())
  expect(await counts()).toEqual([2, 2, 2])
})
