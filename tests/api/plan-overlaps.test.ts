import { expect, test } from 'vitest'
import * as z from 'zod'
import { pairIndex } from '#domain/assignment/overlap.ts'
import { aJuror, anEligible } from './jury-factories.ts'
import { made, make, plan, plansOf, publish, readingsOf, several } from './plan-factories.ts'
import { aPerson, anEdition, answer, call } from './portal.ts'
import { auditActions, type Edition } from './proposals-factories.ts'

const overlap = z.object({
  jurors: z.array(z.object({ id: z.string(), name: z.string(), load: z.number(), groupId: z.string() })),
  shared: z.array(z.number()),
  least: z.number(),
  median: z.number(),
  most: z.number(),
  pairsWithout: z.number(),
})

const overlapOf = async (edition: Edition, planId: string, group = '') =>
  overlap.parse(
    (
      await answer(
        call(edition.secretariat, 'GET', `${plansOf(edition)}/${planId}/overlap${group && `?group=${group}`}`),
      )
    )[1],
  )

test('a draft says of each two jurors how many proposals both would read, the same as once it is published', async () => {
  const edition = await anEdition('penilaian')
  await several(5, () => aJuror(edition))
  await several(7, () => anEligible(edition))
  const draft = made.parse((await make(edition))[1])
  const drafted = await overlapOf(edition, draft.id)
  await publish(edition, draft.id)
  expect(await overlapOf(edition, draft.id)).toEqual(drafted)
  const readings = await readingsOf(edition)
  const readBy = (jurorId: string) =>
    readings.filter((one) => one.jurorId === jurorId).map(({ proposalId }) => proposalId)
  const { jurors, shared } = drafted
  expect(jurors.map(({ id, load }) => [id, load])).toEqual(jurors.map(({ id }) => [id, readBy(id).length]))
  const counted = jurors.flatMap((one, a) =>
    jurors.slice(a + 1).map((other, step) => {
      const both = readBy(one.id).filter((id) => readBy(other.id).includes(id)).length
      return { pair: pairIndex(jurors.length, a, a + 1 + step), both }
    }),
  )
  expect(counted).toEqual(shared.map((both, pair) => ({ pair, both })))
  expect([shared.reduce((sum, n) => sum + n, 0), drafted.pairsWithout]).toEqual([
    7,
    shared.filter((n) => n === 0).length,
  ])
})

test('the overlap within a group counts its proposals alone, and names the group that a juror reads most', async () => {
  const edition = await anEdition('penilaian')
  await several(3, () => aJuror(edition))
  await several(3, () => anEligible(edition))
  await anEligible(edition, { groupId: 'khusus' })
  const [, body] = await plan(edition)
  const { id } = made.parse(body)
  const within = await overlapOf(edition, id, 'khusus')
  expect([within.jurors.map(({ load, groupId }) => [load, groupId]), within.shared]).toEqual([
    [
      [1, 'khusus'],
      [1, 'khusus'],
    ],
    [1],
  ])
  const all = await overlapOf(edition, id)
  expect([all.jurors.map(({ groupId }) => groupId), all.shared.reduce((sum, n) => sum + n, 0)]).toEqual([
    ['umum', 'umum', 'umum'],
    4,
  ])
  expect(await overlapOf(edition, id, 'tidak-ada')).toEqual({
    jurors: [],
    shared: [],
    least: 0,
    median: 0,
    most: 0,
    pairsWithout: 0,
  })
})

test('the overlap leaves as a table, which the trail tells; a discarded plan has none, and strangers see nothing', async () => {
  const edition = await anEdition('penilaian')
  const [one, other] = (await several(2, () => aJuror(edition))).toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
  await several(2, () => anEligible(edition))
  const draft = made.parse((await make(edition))[1])
  const path = `${plansOf(edition)}/${draft.id}/overlap`
  const file = await call(await aPerson({ role: 'auditor' }), 'GET', `${path}/csv`)
  expect([file.status, await file.text()]).toEqual([
    200,
    `Juri;Usulan;${one!.name};${other!.name}\r\n${one!.name};2;;2\r\n${other!.name};2;2;\r\n`,
  ])
  expect(await auditActions(draft.id)).toEqual(['assignment_plan.made', 'juror_overlap.exported'])
  const juror = await answer(call(one!, 'GET', path))
  const unknown = await answer(call(edition.secretariat, 'GET', `${plansOf(edition)}/tidak-ada/overlap`))
  expect([juror[0], unknown]).toEqual([403, [404, { code: 'not_found' }]])
  await call(edition.secretariat, 'POST', `${plansOf(edition)}/${draft.id}/discard`)
  expect(await answer(call(edition.secretariat, 'GET', path))).toEqual([409, { code: 'plan_ended' }])
})
