/** A plan leaves whole: who reads what, what ends with it, what each juror has, and what is lacking. */
import { expect, test } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import * as z from 'zod'
import { aJuror, anEligible } from './jury-factories.ts'
import { made, make, plan, plansOf, publish, several, standing } from './plan-factories.ts'
import { anEdition, answer, aPerson, call, db } from './portal.ts'
import { eq } from 'drizzle-orm'
import * as tables from '#db/schema.ts'
import { auditActions, type Edition } from './proposals-factories.ts'

const fileOf = (edition: Edition, planId: string, query = '') =>
  call(edition.secretariat, 'GET', `${plansOf(edition)}/${planId}/table${query}`)
const rowsOf = async (response: Response) =>
  (await response.text())
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';'))

const aPlan = async (cap: number | null = null) => {
  const edition = await anEdition('penilaian')
  const jurors = await several(4, () => aJuror(edition))
  const proposals = await several(6, () => anEligible(edition))
  const draft = made.parse((await make(edition, { mostReadings: cap }))[1])
  return { edition, jurors, proposals, draft }
}

test('every reading of a draft is a line with proposal and juror, and brought back whole it is the same plan', async () => {
  const { edition, draft } = await aPlan()
  const response = await fileOf(edition, draft.id)
  expect(response.headers.get('Content-Disposition')).toBe(
    `attachment; filename="rancangan-${edition.slug}-penilaian-readings.csv"`,
  )
  const text = await response.clone().text()
  const [head, ...lines] = await rowsOf(response)
  expect([head, lines.length, new Set(lines.map((line) => line.at(-1)))]).toEqual([
    ['Nomor usulan', 'Judul', 'Instansi', 'Juri', 'Surel juri', 'Perubahan'],
    draft.added,
    new Set(['Baru']),
  ])
  expect((await publish(edition, draft.id))[0]).toBe(201)
  const path = `/editions/${edition.slug}/stages/penilaian/assignment-table?whole=yes`
  const [status, brought] = await answer(call(edition.secretariat, 'POST', path, text))
  expect([status, brought]).toEqual([
    200,
    { planId: null, lines: 12, standing: 12, added: 0, ended: 0, faultyLines: 0, faults: [] },
  ])
  const [, ...published] = await rowsOf(await fileOf(edition, draft.id))
  expect(published.toSorted()).toEqual(lines.toSorted())
  expect(await auditActions(draft.id)).toEqual([
    'assignment_plan.made',
    'assignment_plan.exported',
    'assignment.planned',
    'assignment_plan.exported',
  ])
})

test('a re-plan tells what is new, what stays and what ends, also after it is published', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(5, () => aJuror(edition))
  await several(5, () => anEligible(edition))
  await plan(edition)
  const left = (await standing(edition)).filter(({ jurorId }) => jurorId === jurors[0]!.id).length
  await db.update(tables.roles).set({ endsAt: new Date() }).where(eq(tables.roles.userId, jurors[0]!.id))
  const draft = made.parse((await make(edition, { kind: 'replan' }))[1])
  const kinds = async () => {
    const [, ...readings] = await rowsOf(await fileOf(edition, draft.id))
    const [, ...ended] = await rowsOf(await fileOf(edition, draft.id, '?part=ended'))
    const count = (word: string) => readings.filter((line) => line.at(-1) === word).length
    return { added: count('Baru'), stays: count('Tetap'), ended: ended.map((line) => line.at(-1)) }
  }
  const expected = { added: left, stays: 10 - left, ended: Array(left).fill(jurors[0]!.email) }
  expect(await kinds()).toEqual(expected)
  expect((await publish(edition, draft.id))[0]).toBe(201)
  expect(await kinds()).toEqual(expected)
})

test('a workbook has all parts: also the loads, and every proposal that lacks readers with its cause', async () => {
  const { edition, jurors, draft } = await aPlan(2)
  const workbook = new Uint8Array(await (await fileOf(edition, draft.id, '?format=xlsx')).arrayBuffer())
  const { sheets } = await readXlsx(workbook)
  const sizes = sheets.map(({ name, rows }) => [name, rows.length - 1])
  expect(sizes).toEqual([
    ['Bacaan', 8],
    ['Berakhir', 0],
    ['Beban', jurors.length],
    ['Kekurangan penilai', draft.report.unmet.length],
  ])
  const causes = new Set(sheets[3]?.rows.slice(1).map((row) => row.at(-1)))
  expect(causes).toEqual(new Set(['juri yang dapat membacanya sudah mencapai batas bacaan']))
  const [, view] = await answer(call(edition.secretariat, 'GET', `${plansOf(edition)}/${draft.id}`))
  const shown = z.object({ report: z.object({ causes: z.unknown() }) }).parse(view)
  expect(shown.report.causes).toEqual([{ cause: 'load_caps', proposals: draft.report.unmet.length }])
})

test('of a plan that was put away only the report is left, and nobody but the staff of the edition has the file', async () => {
  const { edition, jurors, draft } = await aPlan()
  await answer(call(edition.secretariat, 'POST', `${plansOf(edition)}/${draft.id}/discard`))
  expect(await answer(fileOf(edition, draft.id))).toEqual([409, { code: 'plan_ended' }])
  const { sheets } = await readXlsx(
    new Uint8Array(await (await fileOf(edition, draft.id, '?format=xlsx')).arrayBuffer()),
  )
  expect(sheets.map(({ name }) => name)).toEqual(['Beban', 'Kekurangan penilai'])
  const path = `${plansOf(edition)}/${draft.id}/table`
  const elsewhere = await anEdition('penilaian')
  const author = await aPerson({ role: 'author' })
  expect([
    (await call(jurors[0]!, 'GET', path)).status,
    (await call(author, 'GET', path)).status,
    await answer(fileOf(elsewhere, draft.id)),
  ]).toEqual([403, 403, [404, { code: 'not_found' }]])
})
