import { expect, test } from 'vitest'
import { needsSecondFactor, type Actor } from '#domain/access.ts'
import {
  editableStates,
  move,
  moves,
  possibilities,
  proposalProblems,
  proposalStates,
  requireEditable,
  writersAmong,
  type Writer,
} from '#domain/proposal.ts'

const rules = {
  sections: [
    { id: 'ringkasan', title: '', question: '', guidance: '', maxWords: 3 },
    { id: 'dampak', title: '', question: '', guidance: '', maxWords: 2 },
  ],
  attachments: [
    { id: 'surat', title: '', guidance: '', required: true, maxBytes: 1 },
    { id: 'bukti', title: '', guidance: '', required: false, maxBytes: 1 },
  ],
}

const nothingElse = { groupId: 'umum', replicationOf: null, themeIds: [], goals: [], answers: {} }

test('an empty proposal names every gap in the order of the form', () => {
  const empty = { ...nothingElse, title: ' ', startedOn: null, sections: [], attachments: [] }
  expect(proposalProblems(empty, rules)).toEqual([
    { code: 'title_missing' },
    { code: 'start_missing' },
    { code: 'section_missing', sectionId: 'ringkasan' },
    { code: 'section_missing', sectionId: 'dampak' },
    { code: 'attachment_missing', ruleId: 'surat' },
  ])
})

test('a section at its limit is fine, one word more is too long, a dash alone is missing', () => {
  const draft = {
    ...nothingElse,
    title: 'Judul',
    startedOn: '2024-01-01',
    sections: [
      { id: 'ringkasan', text: 'satu dua tiga' },
      { id: 'dampak', text: 'satu dua tiga' },
      { id: 'asing', text: 'bagian yang tidak ada di formulir' },
    ],
    attachments: [{ ruleId: 'surat' }],
  }
  const dash = {
    ...draft,
    sections: [
      { id: 'ringkasan', text: 'satu' },
      { id: 'dampak', text: ' – ' },
    ],
  }
  expect([proposalProblems(draft, rules), proposalProblems(dash, rules)]).toEqual([
    [{ code: 'section_too_long', sectionId: 'dampak', words: 3, maxWords: 2 }],
    [{ code: 'section_missing', sectionId: 'dampak' }],
  ])
})

test('what the edition asks of a group is missing until it is given, and only of that group', () => {
  const edition = {
    ...rules,
    groups: [
      { id: 'umum', name: '', description: '', capPerAgency: null, minimumAgeMonths: 0 },
      { id: 'replikasi', name: '', description: '', capPerAgency: null, minimumAgeMonths: 0, isReplication: true },
    ],
    questions: [{ id: 'aplikasi', text: '', guidance: '' }],
    themes: { items: [{ id: 'kesehatan', name: '' }], min: 1, max: 1 },
    goals: { min: 2, max: 17 },
  }
  const draft = {
    title: 'Judul',
    startedOn: '2024-01-01',
    sections: rules.sections.map(({ id }) => ({ id, text: 'satu' })),
    attachments: [{ ruleId: 'surat' }],
  }
  const gaps = [
    { code: 'theme_missing', min: 1 },
    { code: 'goal_missing', min: 2 },
    { code: 'question_unanswered', questionId: 'aplikasi' },
  ]
  const full = { replicationOf: 'ANC', themeIds: ['kesehatan'], goals: [3, 10], answers: { aplikasi: false } }
  expect([
    proposalProblems({ ...draft, ...nothingElse }, edition),
    proposalProblems({ ...draft, ...nothingElse, groupId: 'replikasi' }, edition),
    proposalProblems({ ...draft, ...full, groupId: 'replikasi' }, edition),
  ]).toEqual([gaps, [{ code: 'replication_missing' }, ...gaps], []])
})

const proposal = { editionId: 'e', unitId: 'unit', agencyId: 'agency' }
const actor = (...grants: Actor['grants']): Actor => ({ id: 'a', grants })

test.each([
  ['the author of the unit', actor({ role: 'author', agencyId: 'unit', editionId: null }), ['author']],
  ['the author of another unit', actor({ role: 'author', agencyId: 'other', editionId: null }), []],
  ['the author in another edition', actor({ role: 'author', agencyId: 'unit', editionId: 'f' }), []],
  ['an author of the agency, not the unit', actor({ role: 'author', agencyId: 'agency', editionId: null }), []],
  ['the admin of the agency', actor({ role: 'agency_admin', agencyId: 'agency', editionId: 'e' }), ['agency_admin']],
  ['an admin of no agency', actor({ role: 'agency_admin', agencyId: null, editionId: null }), []],
  ['the secretariat', actor({ role: 'secretariat', agencyId: null, editionId: null }), []],
  [
    'one who is both',
    actor(
      { role: 'agency_admin', agencyId: 'agency', editionId: null },
      { role: 'author', agencyId: 'unit', editionId: null },
    ),
    ['author', 'agency_admin'],
  ],
])('%s may write as that', (_, who, writers) => {
  expect(writersAmong(who, proposal)).toEqual(writers)
})

const registration = { opensAt: new Date(1000), closesAt: new Date(2000) }
const screening = { opensAt: new Date(2000), closesAt: new Date(3000) }
const windows = { registration, screening }
const everyone: readonly Writer[] = ['author', 'agency_admin']

const at = (ms: number) => requireEditable({ state: 'draft', writers: ['author'], windows }, new Date(ms))

test('windows are half open: the first millisecond counts, the closing one does not', () => {
  const closed = {
    ok: false,
    refusal: {
      code: 'stage_not_open',
      opensAt: registration.opensAt.toISOString(),
      closesAt: registration.closesAt.toISOString(),
    },
  }
  expect([at(999), at(1000), at(1999), at(2000)]).toEqual([
    closed,
    { ok: true, value: true },
    { ok: true, value: true },
    closed,
  ])
})

test('who edits in which state, while its stage is open', () => {
  const table = proposalStates.map((state) => {
    const now = new Date(state === 'needs_repair' ? 2500 : 1500)
    const may = everyone.filter((writer) => requireEditable({ state, writers: [writer], windows }, now).ok)
    return [state, may]
  })
  expect(Object.fromEntries(table)).toEqual({
    draft: ['author', 'agency_admin'],
    returned: ['author', 'agency_admin'],
    with_agency: ['agency_admin'],
    needs_repair: ['author', 'agency_admin'],
    submitted: [],
    eligible: [],
    ineligible: [],
  })
})

const repair = (ms: number) => requireEditable({ state: 'needs_repair', writers: everyone, windows }, new Date(ms)).ok

test('a repair belongs to the screening, not to registration', () => {
  expect([repair(1500), repair(2500), repair(3000)]).toEqual([false, true, false])
})

test('every move that makes sense, and no other', () => {
  const found = proposalStates.flatMap((state) =>
    moves.flatMap((kind) =>
      everyone.flatMap((writer) => {
        const now = new Date(state === 'needs_repair' ? 2500 : 1500)
        const moved = move({ state, writers: [writer], windows }, kind, now)
        return moved.ok ? [`${writer}: ${state} ${kind} ${moved.value}`] : []
      }),
    ),
  )
  expect(found).toEqual([
    'author: draft passed with_agency',
    'agency_admin: with_agency returned returned',
    'author: with_agency recalled draft',
    'agency_admin: with_agency forwarded submitted',
    'author: returned passed with_agency',
    'agency_admin: submitted withdrawn with_agency',
    'agency_admin: needs_repair forwarded submitted',
  ])
})

test('a refusal names the state, or the window', () => {
  const standing = { state: 'with_agency', writers: ['agency_admin'], windows } as const
  expect([move(standing, 'passed', new Date(1500)), move(standing, 'forwarded', new Date(2000))]).toEqual([
    { ok: false, refusal: { code: 'move_not_possible', state: 'with_agency' } },
    {
      ok: false,
      refusal: { code: 'stage_not_open', opensAt: '1970-01-01T00:00:01.000Z', closesAt: '1970-01-01T00:00:02.000Z' },
    },
  ])
})

test('what is offered is what is allowed', () => {
  const standing = { state: 'with_agency', writers: ['agency_admin'], windows } as const
  expect([possibilities(standing, new Date(1500)), possibilities(standing, new Date(2000))]).toEqual([
    { edit: true, pass: false, recall: false, return: true, forward: true, withdraw: false },
    { edit: false, pass: false, recall: false, return: false, forward: false, withdraw: false },
  ])
})

test('no writer needs a second factor: the statement that saves does not ask for one', () => {
  expect(editableStates.filter(({ writer }) => needsSecondFactor(writer))).toEqual([])
})
