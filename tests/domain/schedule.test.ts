import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeEarly, moveStage, planWindows } from '#domain/schedule.ts'
import { day, kippRules, windowsAround } from '../factories.ts'

const now = new Date('2027-05-01T00:00:00Z')
const stages = windowsAround(kippRules(), 'seleksi', now)

test('planned windows follow one another without a gap', () => {
  expect(planWindows(now, [2, 5])).toEqual([
    { opensAt: now, closesAt: new Date(now.getTime() + 2 * day) },
    { opensAt: new Date(now.getTime() + 2 * day), closesAt: new Date(now.getTime() + 7 * day) },
  ])
})

test('whatever window a stage is given, stages never overlap and later ones keep their length', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: stages.length - 1 }),
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: -400, max: 400 }),
      (index, opens, closes) => {
        const stage = stages[index]
        if (!stage) return
        const window = {
          opensAt: new Date(stage.opensAt.getTime() + (opens * day) / 10),
          closesAt: new Date(stage.closesAt.getTime() + (closes * day) / 10),
        }
        const moved = moveStage(stages, stage.id, window)
        if (!moved.ok) return
        const after = stages.map((one) => moved.value.find(({ id }) => id === one.id) ?? one)
        for (const [i, one] of after.entries()) {
          expect(one.opensAt.getTime()).toBeLessThan(one.closesAt.getTime())
          const next = after[i + 1]
          if (next) expect(one.closesAt.getTime()).toBeLessThanOrEqual(next.opensAt.getTime())
          const before = stages[i]
          if (before && one.id !== stage.id) {
            expect(one.closesAt.getTime() - one.opensAt.getTime()).toBe(
              before.closesAt.getTime() - before.opensAt.getTime(),
            )
          }
        }
      },
    ),
  )
})

test('closing early ends the running stage and begins the next at that instant', () => {
  const closed = closeEarly(stages, 'seleksi', now)
  expect(closed.ok && closed.value.map(({ id, opensAt, closesAt }) => [id, opensAt, closesAt])).toEqual([
    ['seleksi', stages[1]?.opensAt, now],
    ['penilaian', now, stages[2]?.closesAt],
  ])
})

test('a stage that has not begun, or is over, cannot be closed early', () => {
  for (const id of ['pendaftaran', 'penilaian']) {
    expect(closeEarly(stages, id, now)).toMatchObject({ ok: false, refusal: { code: 'stage_not_open' } })
  }
})

test('the last stage can be closed too; nothing follows', () => {
  const last = stages.at(-1)
  if (!last) throw new Error('no stages')
  const closed = closeEarly(stages, last.id, new Date(last.opensAt.getTime() + day))
  expect(closed.ok && closed.value.length).toBe(1)
})
