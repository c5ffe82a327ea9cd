import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgency, anAgencyWithPeople, answer, call, db } from './portal.ts'
import { aPdf, auditActions } from './proposals-factories.ts'

let caller = 0
const nextCaller = () => `10.0.0.${++caller}`

type Form = { agencyId: string; name?: string; email?: string; post?: string; letter?: Uint8Array; file?: string }

async function ask(form: Form, from = nextCaller(), origin = 'http://localhost'): Promise<[number, unknown]> {
  const data = new FormData()
  data.set('agencyId', form.agencyId)
  data.set('name', form.name ?? 'Siti Rahma')
  data.set('email', form.email ?? `siti${++caller}@contoh.go.id`)
  data.set('post', form.post ?? 'Kepala Bagian Organisasi')
  data.set('letter', new File([Uint8Array.from(form.letter ?? aPdf())], form.file ?? 'surat.pdf'))
  return answer(
    exports.default.fetch('http://localhost/api/account-requests', {
      method: 'POST',
      headers: { origin, 'cf-connecting-ip': from },
      body: data,
    }),
  )
}

const referenceIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'reference' in body ? String(body.reference) : ''

async function anOpenRequest(email = `baru${++caller}@contoh.go.id`) {
  const agency = await anAgency()
  const [, body] = await ask({ agencyId: agency.id, email })
  const reference = referenceIn(body)
  const row = await db
    .select()
    .from(tables.accountRequests)
    .where(eq(tables.accountRequests.reference, reference))
    .get()
  if (!row) throw new Error('no request was written')
  return { agency, reference, id: row.id, email, row }
}

const letterKinds = async (address: string) =>
  (await db.select({ kind: tables.mails.kind }).from(tables.mails).where(eq(tables.mails.toAddress, address)))
    .map(({ kind }) => kind)
    .toSorted()

test('a request keeps its letter, gives a reference nobody guesses, and tells applicant and secretariat', async () => {
  const secretary = await aPerson({ role: 'secretariat' })
  const agency = await anAgency()
  const [status, body] = await ask({
    agencyId: agency.id,
    email: 'Siti@Contoh.go.id ',
    name: ' Siti\u202e  Rahma\u0000 ',
  })
  const reference = referenceIn(body)
  const row = await db
    .select()
    .from(tables.accountRequests)
    .where(eq(tables.accountRequests.reference, reference))
    .get()
  expect([
    status,
    reference,
    { ...row, id: '', at: 0 },
    await answer(call(null, 'GET', `/account-requests/${reference.toLowerCase()}`)),
    await letterKinds('siti@contoh.go.id'),
    await letterKinds(secretary.email),
    await auditActions(agency.id),
  ]).toEqual([
    201,
    expect.stringMatching(/^AKUN(-[ACEFHJKMNPRTWXY3479]{4}){4}$/),
    {
      id: '',
      reference,
      agencyId: agency.id,
      name: 'Siti Rahma',
      email: 'siti@contoh.go.id',
      post: 'Kepala Bagian Organisasi',
      letterName: 'surat.pdf',
      letterKey: `account-requests/${row?.id}/${row?.letterSha256}`,
      letterSizeBytes: aPdf().byteLength,
      letterSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: 0,
    },
    [
      200,
      {
        reference,
        agency: agency.name,
        at: expect.stringMatching(/Z$/),
        outcome: null,
        reason: null,
        decidedAt: null,
      },
    ],
    ['account_request_received'],
    ['account_request_waiting'],
    ['account_request.received'],
  ])
})

test.each([
  ['no PDF', { letter: new TextEncoder().encode('PK zip') }, [422, { code: 'not_a_pdf' }]],
  ['a locked PDF', { letter: aPdf('trailer << /Encrypt 5 0 R >>') }, [422, { code: 'pdf_encrypted' }]],
  ['a scripted PDF', { letter: aPdf('<< /S /JavaScript /JS (x) >>') }, [422, { code: 'pdf_scripted' }]],
  ['no name', { name: '\u200b \u0007' }, [422, { code: 'invalid_input', fields: ['name'] }]],
  ['a long name', { name: 'n'.repeat(201) }, [422, { code: 'invalid_input', fields: ['name'] }]],
  ['no address', { email: 'bukan alamat' }, [422, { code: 'invalid_input', fields: ['email'] }]],
])('%s is refused and nothing is written', async (_, bad, refusal) => {
  const agency = await anAgency()
  const answered = await ask({ agencyId: agency.id, ...bad })
  const rows = await db.select().from(tables.accountRequests).where(eq(tables.accountRequests.agencyId, agency.id))
  expect([answered, rows]).toEqual([refusal, []])
})

test('a letter over the limit, a unit, an unknown agency and one that is no more are refused', async () => {
  const { unit } = await anAgencyWithPeople()
  const closed = await anAgency()
  await db
    .update(tables.agencies)
    .set({ validTo: new Date(1) })
    .where(eq(tables.agencies.id, closed.id))
  const agency = await anAgency()
  const large = aPdf(' '.repeat(5 * 1024 * 1024))
  expect([
    await ask({ agencyId: agency.id, letter: large }),
    await ask({ agencyId: unit.id }),
    await ask({ agencyId: 'tidak-ada' }),
    await ask({ agencyId: closed.id }),
    await ask({ agencyId: agency.id }, nextCaller(), 'https://lain.example'),
  ]).toEqual([
    [413, { code: 'file_too_large', maxBytes: 5 * 1024 * 1024 }],
    [422, { code: 'invalid_input', fields: ['agencyId'] }],
    [422, { code: 'invalid_input', fields: ['agencyId'] }],
    [409, { code: 'agency_closed' }],
    [403, { code: 'foreign_origin' }],
  ])
})

test('a name with path characters becomes a plain file name', async () => {
  const agency = await anAgency()
  const [, body] = await ask({ agencyId: agency.id, file: '../../etc/Surat: resmi\u202e.exe' })
  const row = await db
    .select({ name: tables.accountRequests.letterName })
    .from(tables.accountRequests)
    .where(eq(tables.accountRequests.reference, referenceIn(body)))
    .get()
  expect(row).toEqual({ name: 'Surat resmi.exe.pdf' })
})

test('one address gets three letters a day; one caller may ask twenty times an hour', async () => {
  const agency = await anAgency()
  const toOne = []
  for (let n = 0; n < 4; n++) toOne.push((await ask({ agencyId: agency.id, email: 'banyak@contoh.go.id' }))[0])
  const from = nextCaller()
  const fromOne = []
  for (let n = 0; n < 21; n++) fromOne.push((await ask({ agencyId: agency.id, letter: new Uint8Array(3) }, from))[0])
  expect([toOne, fromOne.slice(0, 20).every((status) => status === 422), fromOne.at(-1)]).toEqual([
    [201, 201, 201, 429],
    true,
    429,
  ])
})

test('granting makes the person, the role, the post, the letter and the trail at once; the role works', async () => {
  const secretary = await aPerson({ role: 'secretariat' })
  const { agency, id, reference, email } = await anOpenRequest()
  const [, before] = await answer(call(secretary, 'GET', '/account-requests'))
  const granted = await answer(call(secretary, 'POST', `/account-requests/${id}/decision`, { outcome: 'granted' }))
  const user = await db.select().from(tables.users).where(eq(tables.users.email, email)).get()
  const roles = await db
    .select()
    .from(tables.roles)
    .where(eq(tables.roles.userId, user?.id ?? ''))
  const posts = await db
    .select()
    .from(tables.affiliations)
    .where(eq(tables.affiliations.userId, user?.id ?? ''))
  const [, status] = await answer(call(null, 'GET', `/account-requests/${reference}`))
  expect([
    before,
    granted,
    user?.name,
    roles.map(({ role, agencyId, grantedBy, endsAt }) => ({ role, agencyId, grantedBy, endsAt })),
    posts.map(({ agencyId, post }) => ({ agencyId, post })),
    status,
    await letterKinds(email),
    await auditActions(agency.id),
  ]).toEqual([
    expect.objectContaining({
      requests: expect.arrayContaining([expect.objectContaining({ id, admins: [], knownAs: null, outcome: null })]),
    }),
    [201, { outcome: 'granted' }],
    'Siti Rahma',
    [{ role: 'agency_admin', agencyId: agency.id, grantedBy: secretary.id, endsAt: null }],
    [{ agencyId: agency.id, post: 'Kepala Bagian Organisasi' }],
    expect.objectContaining({ outcome: 'granted', reason: '' }),
    ['account_request_granted', 'account_request_received'],
    ['account_request.received', 'account_request.granted'],
  ])
})

test('an address in use and an agency with an admin are shown; granting adds the role to the account there is', async () => {
  const secretary = await aPerson({ role: 'secretariat' })
  const { agency, admin, author } = await anAgencyWithPeople()
  const [, body] = await ask({ agencyId: agency.id, email: author.email })
  const reference = referenceIn(body)
  const [, list] = await answer(call(secretary, 'GET', '/account-requests'))
  const row = await db
    .select()
    .from(tables.accountRequests)
    .where(eq(tables.accountRequests.reference, reference))
    .get()
  await call(secretary, 'POST', `/account-requests/${row?.id}/decision`, { outcome: 'granted' })
  const roles = await db.select().from(tables.roles).where(eq(tables.roles.userId, author.id))
  expect([list, roles.map(({ role }) => role).toSorted()]).toEqual([
    expect.objectContaining({
      requests: expect.arrayContaining([
        expect.objectContaining({ reference, admins: [admin.name], knownAs: author.name }),
      ]),
    }),
    ['agency_admin', 'author'],
  ])
})

test('of two decisions at the same moment exactly one wins, and one trail and one letter tell of it', async () => {
  const [one, two] = [await aPerson({ role: 'secretariat' }), await aPerson({ role: 'secretariat' })]
  const { agency, id, email } = await anOpenRequest()
  const decide = (by: typeof one, decision: unknown) =>
    answer(call(by, 'POST', `/account-requests/${id}/decision`, decision))
  const both = await Promise.all([
    decide(one, { outcome: 'granted' }),
    decide(two, { outcome: 'granted' }),
    decide(two, { outcome: 'refused', reason: 'Surat belum ditandatangani' }),
  ])
  const roles = await db.select().from(tables.roles).where(eq(tables.roles.agencyId, agency.id))
  const actions = await auditActions(agency.id)
  const kinds = await letterKinds(email)
  expect([both.map(([status]) => status).toSorted(), roles.length <= 1, actions.length, kinds.length]).toEqual([
    [201, 409, 409],
    true,
    2,
    2,
  ])
})

test('a refusal needs its reason, and the applicant reads it', async () => {
  const secretary = await aPerson({ role: 'secretariat' })
  const { id, reference, email } = await anOpenRequest()
  const decide = (decision: unknown) => answer(call(secretary, 'POST', `/account-requests/${id}/decision`, decision))
  const without = await decide({ outcome: 'refused', reason: ' \u200b' })
  const refused = await decide({ outcome: 'refused', reason: 'Surat belum ditandatangani' })
  const [, status] = await answer(call(null, 'GET', `/account-requests/${reference}`))
  const user = await db.select().from(tables.users).where(eq(tables.users.email, email))
  expect([without, refused, status, user]).toEqual([
    [422, { code: 'invalid_input', fields: ['reason'] }],
    [201, { outcome: 'refused' }],
    expect.objectContaining({ outcome: 'refused', reason: 'Surat belum ditandatangani' }),
    [],
  ])
})

test('the letter is read by the secretariat only, as a download in a sandbox, and the reading is an event', async () => {
  const secretary = await aPerson({ role: 'secretariat' })
  const { admin } = await anAgencyWithPeople()
  const { agency, id } = await anOpenRequest()
  const letter = await call(secretary, 'GET', `/account-requests/${id}/letter`)
  expect([
    letter.status,
    letter.headers.get('content-security-policy'),
    new Uint8Array(await letter.arrayBuffer()),
    await answer(call(admin, 'GET', `/account-requests/${id}/letter`)),
    await answer(call(null, 'GET', `/account-requests/${id}/letter`)),
    await auditActions(agency.id),
    (await env.FILES.list({ prefix: `account-requests/${id}/` })).objects.length,
  ]).toEqual([
    200,
    "sandbox; default-src 'none'",
    aPdf(),
    [403, { code: 'not_allowed' }],
    [401, { code: 'sign_in_needed' }],
    ['account_request.received', 'account_request.letter_read'],
    1,
  ])
})

test('an unknown reference is not found', async () => {
  expect(await answer(call(null, 'GET', '/account-requests/AKUN-AAAA-AAAA-AAAA-AAAA'))).toEqual([
    404,
    { code: 'not_found' },
  ])
})

test('the letter to the address that was typed carries no word of the form: nobody writes to strangers in our name', async () => {
  const email = `korban${++caller}@contoh.go.id`
  const agency = await anAgency()
  const words = 'Hadiah menunggu di http://jahat.example'
  const [status] = await ask({ agencyId: agency.id, email, name: words, post: words })
  const letters = await db
    .select({ subject: tables.mails.subject, body: tables.mails.body })
    .from(tables.mails)
    .where(eq(tables.mails.toAddress, email))
  expect([status, letters.length, JSON.stringify(letters).includes('jahat')]).toEqual([201, 1, false])
})

const readPage = async (path: string) => {
  const response = await exports.default.fetch(`http://localhost/api/account-requests/${path}`, { redirect: 'manual' })
  return { status: response.status, html: await response.text() }
}

/** As a browser without script posts the form. */
async function post(fields: Record<string, string | File>) {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  const response = await exports.default.fetch('http://localhost/api/account-requests', {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'http://localhost', 'cf-connecting-ip': nextCaller(), accept: 'text/html,*/*;q=0.8' },
    body: data,
  })
  return { status: response.status, location: response.headers.get('location'), html: await response.text() }
}

const aLetterFile = (bytes: Uint8Array = aPdf()) => new File([Uint8Array.from(bytes)], 'surat.pdf')
const person = { name: 'Siti <b>Rahma</b>', email: 'siti.tanpa.skrip@contoh.go.id', post: 'Kepala Bagian' }

test('without script the agency is found by its name, the form is posted, and a page says how the request stands', async () => {
  const agency = await anAgency()
  const found = await readPage(`form?agency=${encodeURIComponent(agency.name)}`)
  const nothing = await readPage('form?agency=zzzzzzz')
  const sent = await post({ agencyId: agency.id, ...person, letter: aLetterFile() })
  const status = await readPage(sent.location?.replace('/api/account-requests/', '') ?? '')
  const reference = sent.location?.split('=').at(-1) ?? ''
  const rows = await db.select().from(tables.accountRequests).where(eq(tables.accountRequests.agencyId, agency.id))
  expect([
    [found.status, found.html.includes(`value="${agency.id}"`), found.html.includes('method="post"')],
    [nothing.status, nothing.html.includes('tidak ada instansi'), nothing.html.includes('method="post"')],
    [sent.status, rows.map((row) => row.reference)],
    [
      status.status,
      status.html.includes('menunggu'),
      status.html.includes(agency.name),
      status.html.includes(reference),
    ],
    await readPage('status?tanda=AKUN-TIDAK').then(({ status, html }) => [status, html.includes('tidak dikenal')]),
  ]).toEqual([
    [200, true, true],
    [200, true, false],
    [303, [reference]],
    [200, true, true, true],
    [404, true],
  ])
})

test('without script a refusal comes back as the page with what was typed, escaped, and nothing is written', async () => {
  const agency = await anAgency()
  const noPdf = await post({ agencyId: agency.id, ...person, letter: aLetterFile(new TextEncoder().encode('PK')) })
  const noAddress = await post({ agencyId: agency.id, ...person, email: 'bukan alamat', letter: aLetterFile() })
  const large = await post({ agencyId: agency.id, ...person, letter: aLetterFile(aPdf(' '.repeat(5 * 1024 * 1024))) })
  const rows = await db.select().from(tables.accountRequests).where(eq(tables.accountRequests.agencyId, agency.id))
  const kept = 'value="Siti <b>Rahma</b>"'
  expect([
    [noPdf.status, noPdf.html.includes('bukan PDF'), noPdf.html.includes('belum dikirim'), noPdf.html.includes(kept)],
    [noAddress.status, noAddress.html.includes('surel keliru'), noAddress.html.includes('value="bukan alamat"')],
    [large.status, large.html.includes('terlalu besar'), large.html.includes('checked')],
    rows,
  ]).toEqual([[422, true, true, true], [422, true, true], [422, true, true], []])
})

test('what is no form is answered with the page, and a form from elsewhere with a refusal', async () => {
  const send = (headers: Record<string, string>, body: string) =>
    exports.default.fetch('http://localhost/api/account-requests', {
      method: 'POST',
      headers: { accept: 'text/html', 'cf-connecting-ip': nextCaller(), ...headers },
      body,
    })
  const origin = 'http://localhost'
  const garbled = await send({ origin, 'content-type': 'multipart/form-data; boundary=x' }, 'bukan formulir')
  const unbound = await send({ origin, 'content-type': 'multipart/form-data' }, 'bukan formulir')
  const foreign = await send({ origin: 'https://lain.example', 'content-type': 'multipart/form-data' }, 'x')
  const hidden = await send({ 'content-type': 'application/x-www-form-urlencoded' }, 'agencyId=1')
  expect([
    [garbled.status, garbled.headers.get('content-type')],
    [unbound.status, unbound.headers.get('content-type')],
    [foreign.status, await foreign.json()],
    [hidden.status, await hidden.json()],
  ]).toEqual([
    [422, 'text/html; charset=utf-8'],
    [422, 'text/html; charset=utf-8'],
    [403, { code: 'foreign_origin' }],
    [403, { code: 'foreign_origin' }],
  ])
})
