import { expect, it } from 'vitest'
import { closedAt } from '#site/islands/desk/stage-end.ts'

const edition = { slug: 'kipp', name: 'KIPP', isSimulation: true }
const stage = {
  id: 'penilaian',
  name: 'Penilaian',
  kind: 'scoring' as const,
  opensAt: '2030-03-01T00:00:00.000Z',
  closesAt: '2030-03-20T16:00:00.000Z',
}
const end = Date.parse(stage.closesAt)
const openUntil = (closesAt: string, name = stage.name) => ({
  edition: { slug: edition.slug, name: edition.name },
  kind: stage.kind,
  stage: name,
  closesAt,
})
const at = (deviceNow: number, offsetMs: number, ...windows: ReturnType<typeof openUntil>[]) =>
  closedAt({ edition, stage }, { offsetMs, windows }, deviceNow)?.toISOString() ?? null

it('is over from the very instant of the end, by the clock of the portal and not of the device', () => {
  const hour = 3_600_000
  expect([at(end - 1, 0), at(end, 0), at(end - hour, hour), at(end + hour - 1, -hour)]).toEqual([
    null,
    stage.closesAt,
    stage.closesAt,
    null,
  ])
})

it('goes on where the portal has extended the stage since the text was fetched; another stage that is open says nothing of it', () => {
  const later = '2030-03-22T16:00:00.000Z'
  expect([
    at(end, 0, openUntil(later)),
    at(Date.parse(later), 0, openUntil(later)),
    at(end, 0, openUntil(later, 'Wawancara')),
  ]).toEqual([null, later, stage.closesAt])
})

it('was closed before its time where a save is refused, though the clock was read before that', () => {
  const closesAt = '2030-03-18T16:00:00.000Z'
  const refusal = { code: 'stage_not_open' as const, opensAt: stage.opensAt, closesAt }
  const clock = { offsetMs: 0, windows: [openUntil(stage.closesAt)] }
  const atNoon = Date.parse('2030-03-19T12:00:00.000Z')
  expect([closedAt({ edition, stage }, clock, atNoon), closedAt({ edition, stage }, clock, atNoon, refusal)]).toEqual([
    null,
    new Date(closesAt),
  ])
})

it('says nothing of an end where the clock of the portal was not heard', () => {
  expect(closedAt({ edition, stage }, undefined, end + 1)).toBe(null)
})
