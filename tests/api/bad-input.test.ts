import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { anAgencyWithPeople, anEdition, call, type Person } from './portal.ts'
import { aPassed, aSubmitted } from './proposals-factories.ts'

/** What people and machines send that nobody thought of. */
const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\u202Eabc\u202C',
  "'; DROP TABLE proposals; --",
  '%'.repeat(90),
  '_'.repeat(90),
  'x'.repeat(99),
  '../../etc/passwd',
  '9'.repeat(40),
  '-1',
  '__proto__',
  '[]',
  '{"a":1}',
  '💠'.repeat(40),
  '999999999999999_x',
  'submitted~999999999999999~x',
  '1~\u0000',
]

test('no odd word in an address makes the portal fail', { timeout: 90_000 }, async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const forwarded = await aSubmitted(edition, agency)
  const { admin, author } = agency
  const section = edition.rules.sections[0]?.id ?? ''
  const asked = (word: string): [Person | null, string][] => [
    [admin, `/agency-proposals?q=${word}`],
    [admin, `/agency-proposals?after=${word}`],
    [admin, `/agency-proposals?unit=${word}&group=${word}`],
    [admin, `/agency-proposals?edition=${word}`],
    [admin, `/agency-proposals/csv?agency=${word}`],
    [author, `/proposals?as=author&after=${word}`],
    [author, `/proposals/${word}`],
    [author, `/proposals/${id}/sections/${word}/revisions`],
    [author, `/proposals/${id}/sections/${section}/revisions/${word}`],
    [author, `/proposals/${id}/sections/${section}/revisions?before=${word}`],
    [author, `/proposals/${id}/attachments/${word}`],
    [author, `/proposals/${forwarded}/receipts/${word}`],
    [author, `/proposals/${forwarded}/feedback-letters/${word}`],
    [author, `/prior-awards?edition=${edition.slug}&q=${word}`],
    [author, `/prior-awards?edition=${edition.slug}&id=${word}`],
    [null, `/agencies?q=${word}`],
    [null, `/account-requests/${word}`],
    [null, `/verifications?number=${word}&hash=${word}`],
    [edition.secretariat, `/editions/${edition.slug}/funnel/agencies?q=${word}`],
    [edition.secretariat, `/editions/${edition.slug}/funnel/agencies?after=${word}`],
    [edition.secretariat, `/mails/log?after=${word}`],
    [edition.secretariat, `/account-requests?before=${word}`],
    [edition.secretariat, `/roles?agency=${word}`],
    [edition.secretariat, `/invitations?agency=${word}`],
    [edition.secretariat, `/submissions/${word}/similarities`],
  ]
  const failed: string[] = []
  for (const text of oddTexts) {
    const word = encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed())
    for (const [person, path] of asked(word)) {
      const { status } = await call(person, 'GET', path)
      if (status >= 500) failed.push(`${status} ${path}`)
    }
  }
  expect(failed).toEqual([])
})

test('no odd body makes the portal fail', { timeout: 90_000 }, async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const { admin } = agency
  const [rule] = edition.rules.attachments
  const section = edition.rules.sections[0]?.id ?? ''
  const bodies = (odd: unknown): [Person | null, string, string, unknown][] => [
    [admin, 'PUT', `/proposals/${id}/sections/${section}`, { text: odd, version: 1 }],
    [admin, 'PUT', `/proposals/${id}/sections/${section}`, { text: 'a', version: odd }],
    [admin, 'PUT', `/proposals/${id}`, { version: 1, title: odd, answers: odd, themeIds: [odd], registryId: odd }],
    [admin, 'PUT', `/proposals/${id}`, { version: 1, startedOn: odd }],
    [admin, 'PUT', `/proposals/${id}`, { version: 1, registryId: odd }],
    [admin, 'PUT', `/proposals/${id}`, { version: 1, replicationOf: odd }],
    [admin, 'PUT', `/proposals/${id}/presence`, { sectionId: odd, known: {}, version: 0 }],
    [admin, 'PUT', `/proposals/${id}/presence`, { sectionId: null, known: { [String(odd)]: 1 }, version: 0 }],
    [
      admin,
      'POST',
      `/proposals/${id}/handovers`,
      { kind: 'returned', note: odd, notes: [{ sectionId: odd, note: odd }] },
    ],
    [admin, 'POST', `/proposals/${id}/submissions`, { intent: odd }],
    [admin, 'POST', `/proposals/${id}/withdrawals`, { note: odd }],
    [
      admin,
      'POST',
      `/proposals/${id}/uploads`,
      { ruleId: rule?.id, fileName: odd, sizeBytes: 10, sha256: 'a'.repeat(64) },
    ],
    [admin, 'POST', `/proposals/${id}/uploads`, { ruleId: odd, fileName: 'a', sizeBytes: odd, sha256: odd }],
    [admin, 'POST', `/agencies/${agency.agency.id}/units`, { unitName: odd }],
    [admin, 'POST', '/invitations', { role: 'author', agencyId: odd, name: odd, email: odd }],
    [admin, 'POST', '/invitations', { role: 'author', agencyId: agency.unit.id, name: odd, email: 'a@b.go.id' }],
    [
      admin,
      'POST',
      '/eligibility-checks',
      {
        edition: edition.slug,
        unitId: agency.unit.id,
        groupId: odd,
        title: odd,
        startedOn: null,
        registryId: odd,
        replicationOf: odd,
      },
    ],
    [
      admin,
      'POST',
      '/eligibility-checks',
      {
        edition: edition.slug,
        unitId: agency.unit.id,
        groupId: 'umum',
        title: odd,
        startedOn: null,
        registryId: odd,
        replicationOf: odd,
      },
    ],
    [null, 'POST', '/invitations/answers', { token: odd, outcome: 'accepted', name: odd }],
    [null, 'POST', '/sign-in-codes', { email: odd }],
    [null, 'POST', '/sessions', { email: odd, code: '123456' }],
    [null, 'POST', '/sessions', { email: 'tidak-ada@contoh.go.id', code: odd }],
    [null, 'POST', '/sessions/second-factor', { code: odd }],
    [admin, 'POST', '/me/second-factor', { code: odd }],
    [admin, 'POST', '/me/second-factor/removal', { code: odd }],
  ]
  const odd = [
    ...oddTexts,
    'a@b.c',
    '"a b"@c.go.id',
    "o'x@c.go.id",
    null,
    Number.MAX_VALUE,
    1e15,
    -1,
    1.5,
    [],
    {},
    [null],
    true,
    '2024-02-30',
    '9999-12-31',
  ]
  const failed: string[] = []
  for (const one of odd) {
    for (const [person, method, path, body] of bodies(one)) {
      const { status } = await call(person, method, path, body)
      if (status >= 500) failed.push(`${status} ${method} ${path} ${JSON.stringify(body)}`)
    }
  }
  expect(failed).toEqual([])
})

test('no odd cookie makes the portal fail or lets anybody in', async () => {
  const cookies = [
    '%',
    '%E0%A4%A',
    'a.b',
    '.',
    '=;=',
    'x'.repeat(4000),
    '"',
    'a.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  ]
  const names = ['gelanggang.session_token', 'gelanggang.two_factor', 'gelanggang.trust_device']
  const statuses = new Set<string>()
  for (const name of names) {
    for (const value of cookies) {
      const headers = { cookie: `${name}=${value}`, origin: 'http://localhost', 'content-type': 'application/json' }
      const ask = (method: string, path: string, body?: object) =>
        exports.default.fetch(`http://localhost/api${path}`, {
          method,
          headers,
          ...(body && { body: JSON.stringify(body) }),
        })
      statuses.add(`me ${(await ask('GET', '/me')).status}`)
      statuses.add(`step ${(await ask('POST', '/sessions/second-factor', { code: '123456' })).status}`)
      statuses.add(`out ${(await ask('DELETE', '/sessions')).status}`)
    }
  }
  expect([...statuses].toSorted()).toEqual(['me 401', 'out 204', 'step 422'])
})

test(
  'no malformed body makes an open route fail: failures of ours would count towards a grace',
  { timeout: 90_000 },
  async () => {
    const types = [
      'application/json',
      'application/json; charset=latin1',
      'application/merge-patch+json',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'text/plain',
      'APPLICATION/JSON',
      'x',
    ]
    const bodies = [
      '',
      '{',
      'null',
      '"\\ud800"',
      '[[[[',
      '{"__proto__":{"a":1}}',
      '--x\r\nContent-Disposition: form-data; name="letter"; filename="a"\r\n\r\n%PDF-',
      '--x\r\nContent-Disposition: form-data; name="letter"; filename="a"\r\n\r\n%PDF-\r\n--x--\r\n',
      '--x--',
      'a=%E0%A4%A&%=%',
      'slug=..%2F..%2F&language=id&statement=a&proposed=b',
      '\u0000\u0001\u0002',
    ]
    const routes = [
      'POST /sign-in-codes',
      'POST /sessions',
      'POST /sessions/second-factor',
      'DELETE /sessions',
      'POST /invitations/views',
      'POST /invitations/answers',
      'POST /account-requests',
      'POST /mail-events',
      'POST /corrections',
      'POST /verifications',
      'POST /demo/sign-in',
      'PATCH /sessions',
      'PUT /uploads/tidak-ada/chunks/0',
    ]
    const failed: string[] = []
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      for (const type of types) {
        for (const body of bodies) {
          const { status } = await exports.default.fetch(`http://localhost/api${path}`, {
            method,
            headers: { 'content-type': type, origin: 'http://localhost' },
            body: new TextEncoder().encode(body),
          })
          if (status >= 500) failed.push(`${status} ${route} ${type} ${JSON.stringify(body)}`)
        }
      }
    }
    expect(failed).toEqual([])
  },
)
