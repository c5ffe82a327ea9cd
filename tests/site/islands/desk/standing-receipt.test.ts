import { expect, it } from 'vitest'
import { standingReceipt } from '#site/islands/desk/standing-receipt.ts'

const waiting = { id: 'a', referenceNumber: 'K-1', totalHundredths: 7600, handedInAt: null, sha256: null }
const receipt = { totalHundredths: 7600, handedInAt: '2030-04-01T03:04:31.000Z', sha256: 'abcdef' }
const sheet = { points: { dampak: 76 }, comments: {}, comment: '', pins: [], notes: '', ...receipt }

it('follows a sheet that waited: until it is sent, refused with its reason, taken by the portal, or taken back', () => {
  const problem = { code: 'already_handed_in' as const }
  expect([
    standingReceipt(waiting, { problem: null }, undefined),
    standingReceipt(waiting, { problem }, undefined),
    standingReceipt(waiting, undefined, sheet),
    standingReceipt(waiting, undefined, null),
  ]).toEqual([
    { done: waiting, problem: null },
    { done: waiting, problem },
    { done: { ...waiting, ...receipt }, problem: null },
    null,
  ])
})

it('stays as it is for a sheet that the portal took at once', () => {
  const done = { ...waiting, ...receipt }
  expect(standingReceipt(done, undefined, undefined)).toEqual({ done, problem: null })
})
