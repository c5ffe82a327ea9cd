import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillVisit, summariseVisit, type FindingOutcome } from '#domain/field-visit.ts'
import { proposeVisits } from '#domain/visit-proposal.ts'

const checks = ['berjalan', 'bukti', 'layanan'].map((id) => ({ id, title: id, guidance: '' }))
const found = (outcome: FindingOutcome, note = '') => ({ outcome, note })

test('a sheet answers every check and says why wherever something is not as written', () => {
  const findings = { berjalan: found('confirmed'), bukti: found('partly', ' '), lain: found('confirmed') }
  expect(fillVisit(checks, { findings, comment: '' })).toEqual({
    ok: false,
    refusal: { code: 'findings_missing', checkIds: ['layanan'], noteIds: ['bukti'] },
  })
  const whole = { ...findings, bukti: found('partly', ' dua dari tiga '), layanan: found('not_seen', 'tutup') }
  expect(fillVisit(checks, { findings: whole, comment: ' ramah ' })).toEqual({
    ok: true,
    value: {
      findings: {
        berjalan: found('confirmed'),
        bukti: found('partly', 'dua dari tiga'),
        layanan: found('not_seen', 'tutup'),
      },
      comment: 'ramah',
    },
  })
})

test('of several visitors the one who saw that it is not so is not outvoted', () => {
  const one = { berjalan: found('confirmed'), bukti: found('confirmed'), layanan: found('not_seen') }
  const two = { berjalan: found('confirmed'), bukti: found('not_confirmed'), layanan: found('not_seen') }
  expect(summariseVisit(checks, [one, two])).toEqual({
    checks: 3,
    confirmed: 1,
    partly: 0,
    not_confirmed: 1,
    not_seen: 1,
  })
  expect(summariseVisit(checks, [])).toEqual({ checks: 3, confirmed: 0, partly: 0, not_confirmed: 0, not_seen: 3 })
})

const visitors = ['a', 'b', 'c', 'd']
const demands = fc.record({
  proposals: fc
    .array(fc.record({ area: fc.constantFrom('Aceh', 'Bali'), barredIds: fc.subarray(visitors, { maxLength: 4 }) }), {
      maxLength: 8,
    })
    .map((given) => given.map((one, n) => ({ ...one, proposalId: `u${n}` }))),
  visitorIds: fc.subarray(visitors),
  days: fc.subarray(['2027-08-02', '2027-08-03', '2027-08-04']),
  visitorsPerProposal: fc.integer({ min: 1, max: 3 }),
  standing: fc.constant([{ day: '2027-08-02', visitorIds: ['a'] }]),
  seed: fc.nat(100),
})

test('nobody is proposed to two places on a day or into a conflict, and who is missing is said', () => {
  fc.assert(
    fc.property(demands, (demand) => {
      const visits = proposeVisits(demand)
      expect(proposeVisits(demand)).toEqual(visits)
      expect(visits.map(({ proposalId }) => proposalId).toSorted()).toEqual(
        demand.proposals.map(({ proposalId }) => proposalId).toSorted(),
      )
      const taken = demand.standing.flatMap(({ day, visitorIds }) => visitorIds.map((id) => `${day} ${id}`))
      for (const { proposalId, day, visitorIds, missing } of visits) {
        const barred = demand.proposals.find((one) => one.proposalId === proposalId)?.barredIds ?? []
        expect(visitorIds.filter((id) => barred.includes(id))).toEqual([])
        expect(visitorIds.length + missing).toBe(demand.visitorsPerProposal)
        expect(day === null).toBe(visitorIds.length === 0)
        taken.push(...visitorIds.map((id) => `${day} ${id}`))
      }
      expect(new Set(taken).size).toBe(taken.length)
    }),
  )
})

test('loads are even where nothing stands against it', () => {
  const proposals = Array.from({ length: 6 }, (_, n) => ({ proposalId: `u${n}`, area: '', barredIds: [] }))
  const days = ['2027-08-02', '2027-08-03', '2027-08-04']
  const visits = proposeVisits({ proposals, visitorIds: visitors, days, visitorsPerProposal: 2, standing: [], seed: 1 })
  const loads = visitors.map((id) => visits.filter(({ visitorIds }) => visitorIds.includes(id)).length)
  expect(loads).toEqual([3, 3, 3, 3])
})
