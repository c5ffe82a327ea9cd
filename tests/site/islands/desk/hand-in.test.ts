import { afterEach, expect, it, vi } from 'vitest'
import { handInSeen } from '#site/islands/desk/hand-in.ts'
import { writtenOf } from '#site/islands/desk/written-sheet.ts'
import { fingerprint } from '#site/islands/local-first/fingerprint.ts'

afterEach(() => vi.unstubAllGlobals())

const sheet = { points: { dampak: 76, kebaruan: 80 }, comments: {}, comment: '', pins: [] }
const half = { ...sheet, points: { dampak: 76 }, notes: '', savedAt: '2027-04-01T03:00:00.000Z' }
const receipt = { totalHundredths: 7800, handedInAt: '2027-04-01T03:04:31.000Z', sha256: 'abcdef' }

/** A portal that has the half of the sheet as its third draft. Answers the versions over which it was asked. */
function aPortal(): unknown[] {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', (_address: unknown, { body }: { body: string }) => {
    const { overDraft }: { overDraft: number } = JSON.parse(body)
    asked.push(overDraft)
    const overtaken = { code: 'draft_conflict', version: 3, draft: half }
    const answer = overDraft < 3 ? Response.json(overtaken, { status: 409 }) : Response.json(receipt, { status: 201 })
    return Promise.resolve(answer)
  })
  return asked
}

it('hands a sheet in over a draft of this device whose answer was lost, as it may after a day in the queue', async () => {
  const asked = aPortal()
  const answer = await handInSeen({ id: 'a', sheet, overDraft: 2, sentDrafts: [fingerprint(writtenOf(half))] })
  expect({ answer, asked }).toEqual({ answer: { ok: true, value: receipt }, asked: [2, 3] })
})

it('hands nothing in over a draft of another device', async () => {
  const asked = aPortal()
  const answer = await handInSeen({ id: 'a', sheet, overDraft: 2, sentDrafts: [] })
  const problem = { code: 'draft_conflict', version: 3, draft: half }
  expect({ answer, asked }).toEqual({ answer: { ok: false, problem }, asked: [2] })
})
