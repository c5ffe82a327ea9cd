import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ageMonths,
  checkEligibility,
  latestStart,
  refusalsAmong,
  wholeMonths,
  type Candidate,
  type EligibilityFacts,
  type EligibilityRules,
} from '#domain/eligibility.ts'
import type { PriorAward, RegistryEntry } from '#domain/prior-award.ts'

test.each([
  ['2024-05-06', '2026-05-06', 24],
  ['2024-05-07', '2026-05-06', 23],
  ['2024-05-05', '2026-05-06', 24],
  ['2026-01-31', '2026-02-27', 0],
  ['2026-01-31', '2026-02-28', 1],
  ['2024-01-31', '2024-02-28', 0],
  ['2024-01-31', '2024-02-29', 1],
  ['2024-02-29', '2025-02-27', 11],
  ['2024-02-29', '2025-02-28', 12],
  ['2024-02-29', '2028-02-28', 47],
  ['2024-02-29', '2028-02-29', 48],
  ['2025-08-31', '2025-09-30', 1],
  ['2025-12-31', '2026-01-01', 0],
  ['2026-05-06', '2026-05-06', 0],
  ['2027-01-01', '2026-05-06', 0],
])('from %s to %s are %i whole months', (from, to, months) => {
  expect(wholeMonths(from, to)).toBe(months)
})

test('age is counted to the instant registration closes, and unknown without a start', () => {
  const midnight = new Date('2026-05-06T17:00:00Z')
  expect([
    ageMonths('2024-05-07', midnight),
    ageMonths('2024-05-07', new Date(midnight.getTime() - 1)),
    ageMonths(null, midnight),
  ]).toEqual([24, 23, null])
})

const anyDay = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))

test('whoever started on the latest day is old enough, and on the day after is not', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (closing, months) => {
      const latest = latestStart(closing, months)
      const dayAfter = new Date(Date.parse(latest) + 86_400_000).toISOString().slice(0, 10)
      expect(wholeMonths(latest, closing)).toBe(months)
      expect(wholeMonths(dayAfter, closing)).toBe(months - 1)
    }),
  )
})

const award = (year: number, level: string, isTop = false): PriorAward => ({ year, level, isTop })
const entry = (registryId: string, name: string, agencyName: string, awards: PriorAward[]): RegistryEntry => ({
  registryId,
  name,
  agencyName,
  agencyId: null,
  awards,
})

const registry = [
  entry('kelas-perahu', 'Kelas Perahu', 'Kabupaten Pulau', [award(2018, 'top99'), award(2021, 'top99')]),
  entry('simantri', 'Simantri', 'Provinsi Pulau', [award(2016, 'top35', true)]),
  entry('si-midun', 'Si Midun (Kemitraan Dukun dan Bidan)', 'Kabupaten Sungai', [award(2019, 'top99')]),
]

const rules: EligibilityRules = {
  awardRules: [
    { id: 'top', name: 'Top Terpuji', groupIds: ['umum'], effect: 'excludes', isTop: true, times: 1 },
    { id: 'dua', name: 'TOP 99', groupIds: ['umum'], effect: 'excludes', levels: ['top99'], times: 2 },
    { id: 'bekas', name: 'Top Terpuji', groupIds: ['khusus'], effect: 'needed', isTop: true, times: 1, toYear: 2021 },
  ],
  topAwardIds: [],
}

const candidate: Candidate = {
  title: 'Pasar Terapung',
  groupId: 'umum',
  startedOn: '2022-05-06',
  registryId: null,
  replicationOf: null,
  agencyId: 'a',
  agencyName: 'Kabupaten Lain',
}
const facts: EligibilityFacts = {
  group: { minimumAgeMonths: 24, capPerAgency: 2 },
  rules,
  announcedClosing: new Date('2024-05-06T12:00:00Z'),
  placesHeld: 1,
  registry,
}

test('an innovation that is old enough, new to the registry and within the cap meets every rule', () => {
  expect(checkEligibility(candidate, facts)).toEqual([
    { rule: 'age', verdict: 'ok', months: 24, requiredMonths: 24, countedOn: '2024-05-06', latestStart: '2022-05-06' },
    { rule: 'award', verdict: 'ok', name: 'Top Terpuji', effect: 'excludes', times: 1, counted: [] },
    { rule: 'award', verdict: 'ok', name: 'TOP 99', effect: 'excludes', times: 2, counted: [] },
    { rule: 'cap', verdict: 'ok', used: 1, cap: 2 },
  ])
})

const verdicts = (changed: Partial<Candidate>, factsChanged: Partial<EligibilityFacts> = {}) =>
  checkEligibility({ ...candidate, ...changed }, { ...facts, ...factsChanged }).map(({ rule, verdict }) => [
    rule,
    verdict,
  ])

test('each broken rule is refused by its name', () => {
  expect([
    verdicts({ startedOn: '2022-05-07' })[0],
    verdicts({ startedOn: null })[0],
    verdicts({ registryId: 'simantri' }).slice(1, 3),
    verdicts({ registryId: 'kelas-perahu' }).slice(1, 3),
    verdicts({ registryId: 'si-midun' }).slice(1, 3),
    verdicts({}, { placesHeld: 2 }).at(-1),
    verdicts({ registryId: 'tidak-ada' })[1],
  ]).toEqual([
    ['age', 'refuse'],
    ['age', 'warn'],
    [
      ['award', 'refuse'],
      ['award', 'ok'],
    ],
    [
      ['award', 'ok'],
      ['award', 'refuse'],
    ],
    [
      ['award', 'ok'],
      ['award', 'ok'],
    ],
    ['cap', 'refuse'],
    ['unknown_award', 'refuse'],
  ])
})

test('the group of former winners needs an award, which a person looks for where the registry has none', () => {
  expect([
    verdicts({ groupId: 'khusus', registryId: 'simantri' })[1],
    verdicts({ groupId: 'khusus', registryId: 'kelas-perahu' })[1],
    verdicts({ groupId: 'khusus' })[1],
  ]).toEqual([
    ['award', 'ok'],
    ['award', 'warn'],
    ['award', 'warn'],
  ])
})

test('an unclaimed entry of the same name is pointed out, and no longer once it is claimed', () => {
  const unclaimed = checkEligibility({ ...candidate, title: 'Kelas Perahu: sekolah di laut' }, facts)
  const claimed = checkEligibility({ ...candidate, title: 'Kelas Perahu', registryId: 'si-midun' }, facts)
  expect([
    unclaimed.find(({ rule }) => rule === 'unclaimed_award'),
    claimed.some(({ rule }) => rule === 'unclaimed_award'),
  ]).toEqual([{ rule: 'unclaimed_award', verdict: 'warn', lookAlikes: [registry[0]] }, false])
})

test('a replica names its source; nobody replicates the very innovation that competes', () => {
  const group = { ...facts.group, isReplication: true }
  const replication = (changed: Partial<Candidate>) =>
    checkEligibility({ ...candidate, ...changed }, { ...facts, group }).find(({ rule }) => rule === 'replication')
  expect([
    replication({}),
    replication({ replicationOf: 'Kelas Perahu' }),
    replication({ replicationOf: 'Sesuatu yang lain' }),
    replication({ replicationOf: 'Kelas Perahu', registryId: 'kelas-perahu' })?.verdict,
  ]).toEqual([
    { rule: 'replication', verdict: 'warn', source: null, isOwn: false, known: null },
    { rule: 'replication', verdict: 'ok', source: 'Kelas Perahu', isOwn: false, known: registry[0] },
    { rule: 'replication', verdict: 'warn', source: 'Sesuatu yang lain', isOwn: false, known: null },
    'refuse',
  ])
})

test('rules frozen before awards were looked at refuse nothing', () => {
  const findings = checkEligibility(
    { ...candidate, startedOn: '2024-01-01', registryId: 'simantri' },
    { ...facts, rules: undefined },
  )
  expect([findings.map(({ rule, verdict }) => [rule, verdict]), refusalsAmong(findings)]).toEqual([
    [
      ['age', 'warn'],
      ['cap', 'ok'],
    ],
    [],
  ])
})

test('an award more never makes an innovation more eligible for a group that awards exclude from', () => {
  const awards = fc.array(
    fc.record({
      year: fc.integer({ min: 2014, max: 2024 }),
      level: fc.constantFrom('top99', 'top45', 'finalis'),
      isTop: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(awards, awards, (some, more) => {
      const count = (given: readonly PriorAward[]) =>
        refusalsAmong(
          checkEligibility(
            { ...candidate, registryId: 'x' },
            { ...facts, registry: [{ ...entry('x', 'X', 'Y', []), awards: given }] },
          ),
        ).length
      expect(count([...some, ...more])).toBeGreaterThanOrEqual(count(some))
    }),
  )
})

test('a full cap does not stop the forwarding by itself: the place decides', () => {
  const findings = checkEligibility(candidate, { ...facts, placesHeld: 9 })
  expect(refusalsAmong(findings)).toEqual([])
})
