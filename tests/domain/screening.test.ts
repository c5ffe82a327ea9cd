import { expect, test } from 'vitest'
import { hintsFor, screen } from '#domain/screening.ts'

const waiting = { state: 'submitted', isNewest: true, sequence: 0 } as const
const eligible = { outcome: 'eligible', reasonCodes: [], note: '' } as const
const repair = { outcome: 'needs_repair', reasonCodes: ['incomplete'], note: '' } as const

test.each([
  ['a first verdict', waiting, eligible, 1, { ok: true, value: { sequence: 1 } }],
  [
    'a refusal without a reason',
    waiting,
    { ...repair, reasonCodes: [] },
    1,
    { ok: false, refusal: { code: 'reasons_needed' } },
  ],
  [
    'a number that is taken',
    { ...waiting, sequence: 1 },
    eligible,
    1,
    { ok: false, refusal: { code: 'already_screened' } },
  ],
  ['a number too far', waiting, eligible, 2, { ok: false, refusal: { code: 'already_screened' } }],
  [
    'a revision that was replaced',
    { ...waiting, isNewest: false },
    eligible,
    1,
    { ok: false, refusal: { code: 'already_screened' } },
  ],
  ['a correction', { state: 'eligible', isNewest: true, sequence: 1 }, repair, 2, { ok: true, value: { sequence: 2 } }],
  [
    'the same verdict again',
    { state: 'eligible', isNewest: true, sequence: 1 },
    eligible,
    2,
    { ok: false, refusal: { code: 'move_not_possible', state: 'eligible' } },
  ],
] as const)('%s', (_, submission, verdict, sequence, outcome) => {
  expect(screen(submission, verdict, sequence)).toEqual(outcome)
})

const rules = {
  groups: [{ id: 'umum', name: '', description: '', capPerAgency: null, minimumAgeMonths: 24 }],
  attachments: [
    { id: 'surat', title: 'Surat pernyataan', guidance: '', required: true, maxBytes: 1 },
    { id: 'bukti', title: 'Bukti', guidance: '', required: false, maxBytes: 1 },
  ],
}

test('the machine notices youth, a twin and a missing letter', () => {
  expect(
    hintsFor({ groupId: 'umum', ageMonths: 23, attachedRuleIds: [], twin: 'A-1', eligibility: [] }, rules),
  ).toEqual([
    { code: 'too_young', months: 23, requiredMonths: 24 },
    { code: 'same_title', referenceNumber: 'A-1' },
    { code: 'missing_letter', title: 'Surat pernyataan' },
  ])
})

test('it says nothing of a proposal that is old enough, alone of its title and has its letter', () => {
  expect(
    hintsFor({ groupId: 'umum', ageMonths: 24, attachedRuleIds: ['surat'], twin: null, eligibility: [] }, rules),
  ).toEqual([])
})
