import { inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { anEligible, scored } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db } from './portal.ts'
import { readingsOf } from './plan-factories.ts'

test('progress counts readings and sheets of each juror, and never tells a score', async () => {
  const edition = await anEdition('penilaian')
  const path = `/editions/${edition.slug}/stages/penilaian/progress`
  const nothing = {
    plan: null,
    proposals: 0,
    lackingReaders: 0,
    sharedCap: null,
    assignments: 0,
    handedIn: 0,
    jurors: [],
  }
  expect(await answer(call(edition.secretariat, 'GET', path))).toEqual([200, nothing])
  const [proposal] = await scored(edition, [7777])
  await anEligible(edition)
  const [status, body] = await answer(call(await aPerson({ role: 'auditor' }), 'GET', path))
  const readers = await readingsOf(edition)
  const people = await db
    .select({ id: tables.users.id, name: tables.users.name })
    .from(tables.users)
    .where(
      inArray(
        tables.users.id,
        readers.map(({ jurorId }) => jurorId),
      ),
    )
    .orderBy(tables.users.name)
  expect([status, body]).toEqual([
    200,
    {
      plan: {
        id: expect.any(String),
        seed: 1,
        readersPerProposal: 2,
        at: expect.any(String),
        by: edition.secretariat.name,
      },
      proposals: 2,
      lackingReaders: 1,
      sharedCap: null,
      assignments: 2,
      handedIn: 2,
      jurors: people.map(({ id, name }) => ({ id, name, assigned: 1, handedIn: 1 })),
    },
  ])
  expect(readers.map(({ proposalId }) => proposalId)).toEqual([proposal?.id, proposal?.id])
  expect(JSON.stringify(body)).not.toContain('7777')
})
