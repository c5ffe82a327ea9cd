import { env, exports } from 'cloudflare:workers'
import { desc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf } from './proposals-factories.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code an authenticator app shows for this secret (RFC 6238: SHA-1, 30 seconds, six digits). */
async function codeOf(secret: string, at = Date.now()): Promise<string> {
  const bits = [...secret.replace(/=+$/, '')].map((sign) => base32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(at / 30_000)))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer))
  const offset = digest.getUint8(19) & 15
  return String((digest.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : undefined

/** The cookies a browser would hold after these answers. */
function jar(...responses: Response[]): string {
  const held = new Map<string, string>()
  for (const cookie of responses.flatMap((response) => response.headers.getSetCookie())) {
    const [pair = '', ...attributes] = cookie.split(';')
    const [name = '', value = ''] = pair.split(/=(.*)/)
    const isGone = attributes.some((one) => /max-age=0/i.test(one)) || value === ''
    if (isGone) held.delete(name)
    else held.set(name, value)
  }
  return [...held].map(([name, value]) => `${name}=${value}`).join('; ')
}

async function mailedCode(email: string): Promise<string> {
  await call(null, 'POST', '/sign-in-codes', { email })
  const mail = await db
    .select()
    .from(tables.mails)
    .where(eq(tables.mails.toAddress, email))
    .orderBy(desc(tables.mails.createdAt))
    .get()
  const code = mail?.subject.match(/\d{6}/)?.[0]
  if (!code) throw new Error('no code was mailed')
  return code
}

/** The first step of a sign-in: the code from the mail. */
async function firstStep(person: Person) {
  const response = await call(null, 'POST', '/sessions', { email: person.email, code: await mailedCode(person.email) })
  return { status: response.status, body: await response.clone().json(), cookie: jar(response) }
}

const secondStep = (cookie: string, code: string) =>
  exports.default.fetch('http://localhost/api/sessions/second-factor', {
    method: 'POST',
    headers: { origin: 'http://localhost', 'content-type': 'application/json', cookie },
    body: JSON.stringify({ code }),
  })

/** Sets the factor up as the screen does. */
async function enrolled(person: Person) {
  const [, enrolment] = await answer(call(person, 'POST', '/me/second-factor/enrolment', {}))
  const secret = String(field(enrolment, 'secret'))
  const response = await call(person, 'POST', '/me/second-factor', { code: await codeOf(secret) })
  const body: unknown = await response.clone().json()
  const codes = field(body, 'recoveryCodes')
  return {
    status: response.status,
    secret,
    recoveryCodes: Array.isArray(codes) ? codes.map(String) : [],
    person: { ...person, cookie: jar(response) },
  }
}

/** Somebody of the secretariat who has no second factor yet. */
async function anUnenrolledSecretary(): Promise<Person> {
  const person = await aPerson({ role: 'secretariat' })
  await db.update(tables.users).set({ twoFactorEnabled: false }).where(eq(tables.users.id, person.id))
  return person
}

const sessionsOf = (person: Person) =>
  db.select({ id: tables.sessions.id }).from(tables.sessions).where(eq(tables.sessions.userId, person.id))

test('the secretariat may do nothing until the second factor is set up, and everything with it', async () => {
  const secretary = await anUnenrolledSecretary()
  const before = await answer(call(secretary, 'GET', '/roles'))
  const [, me] = await answer(call(secretary, 'GET', '/me'))
  const { status, person, recoveryCodes } = await enrolled(secretary)
  const [, after] = await answer(call(person, 'GET', '/me'))
  expect([
    before,
    field(me, 'secondFactor'),
    status,
    recoveryCodes.length,
    recoveryCodes.every((code) => /^[ACEFHJKMNPRTWXY3479]{5}-[ACEFHJKMNPRTWXY3479]{5}$/.test(code)),
    field(after, 'secondFactor'),
    (await call(person, 'GET', '/roles')).status,
    await auditActions(secretary.id),
    (await lettersOf(secretary)).map(({ kind }) => kind),
  ]).toEqual([
    [403, { code: 'second_factor_needed' }],
    { isOn: false, isMissing: true },
    201,
    10,
    true,
    { isOn: true, isMissing: false },
    200,
    ['second_factor.set_up'],
    ['second_factor_changed'],
  ])
})

test('a role beside the secretariat’s works without the second factor', async () => {
  const person = await aPerson({ role: 'secretariat' }, { role: 'auditor' })
  await db.update(tables.users).set({ twoFactorEnabled: false }).where(eq(tables.users.id, person.id))
  expect([
    (await call(person, 'GET', '/editions/drafts')).status,
    await answer(call(person, 'POST', '/editions', {})),
  ]).toEqual([expect.any(Number), [403, { code: 'second_factor_needed' }]])
})

test('setting it up ends every session that was opened without it', async () => {
  const secretary = await anUnenrolledSecretary()
  const now = new Date()
  await db.insert(tables.sessions).values({
    id: `old-${secretary.id}`,
    token: `old-${secretary.id}`,
    userId: secretary.id,
    expiresAt: new Date(now.getTime() + 1e9),
    createdAt: now,
    updatedAt: now,
  })
  const { person } = await enrolled(secretary)
  expect([
    (await sessionsOf(secretary)).length,
    (await call(secretary, 'GET', '/me')).status,
    (await call(person, 'GET', '/me')).status,
  ]).toEqual([1, 401, 200])
})

test('the code from the mail alone opens no session; the code of the app after it does, and is an event', async () => {
  const { secret, person } = await enrolled(await anUnenrolledSecretary())
  const first = await firstStep(person)
  const half = { ...person, cookie: first.cookie }
  const [refused, good] = [
    await answer(secondStep(first.cookie, wrong(await codeOf(secret)))),
    await secondStep(first.cookie, await codeOf(secret)),
  ]
  const whole = { ...person, cookie: jar(good) }
  expect([
    [first.status, first.body],
    (await call(half, 'GET', '/me')).status,
    refused,
    good.status,
    (await call(whole, 'GET', '/roles')).status,
    (await auditActions(person.id)).filter((action) => action === 'session.opened').length,
  ]).toEqual([[200, { step: 'second_factor' }], 401, [422, { code: 'second_factor_wrong' }], 201, 200, 1])
})

test('the step is used up by success: its cookie opens no second session', async () => {
  const { secret, person } = await enrolled(await anUnenrolledSecretary())
  const { cookie } = await firstStep(person)
  const code = await codeOf(secret)
  expect([
    (await secondStep(cookie, code)).status,
    await answer(secondStep(cookie, code)),
    await answer(secondStep('', code)),
  ]).toEqual([201, [422, { code: 'second_factor_expired' }], [422, { code: 'second_factor_expired' }]])
})

test('a recovery code opens the door once, however it is typed', async () => {
  const { person, recoveryCodes } = await enrolled(await anUnenrolledSecretary())
  const code = recoveryCodes[0] ?? ''
  const first = await firstStep(person)
  const good = await secondStep(first.cookie, ` ${code.toLowerCase().replace('-', ' ')} `)
  const again = await firstStep(person)
  expect([good.status, await answer(secondStep(again.cookie, code))]).toEqual([
    201,
    [422, { code: 'second_factor_wrong' }],
  ])
})

test('ten wrong codes in a row lock the account, also for the right one, until the lock is over', async () => {
  const { secret, person } = await enrolled(await anUnenrolledSecretary())
  const bad = wrong(await codeOf(secret))
  const answers: unknown[] = []
  for (const round of [1, 2]) {
    const { cookie } = await firstStep(person)
    for (let n = 0; n < 5; n++) answers.push((await answer(secondStep(cookie, bad)))[1])
    if (round === 1) answers.push((await answer(secondStep(cookie, await codeOf(secret))))[1])
  }
  const { cookie } = await firstStep(person)
  const locked = await answer(secondStep(cookie, await codeOf(secret)))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
  const later = await firstStep(person)
  const unlocked = await secondStep(later.cookie, await codeOf(secret)).finally(() => vi.useRealTimers())
  expect([answers.slice(0, 6), answers.slice(6), locked, unlocked.status]).toEqual([
    [...Array.from({ length: 5 }, () => ({ code: 'second_factor_wrong' })), { code: 'second_factor_expired' }],
    Array.from({ length: 5 }, () => ({ code: 'second_factor_wrong' })),
    [429, { code: 'second_factor_locked' }],
    201,
  ])
})

test('to take it off, or to renew the recovery codes, needs a code; guessing from inside is bounded too', async () => {
  const { secret, person, recoveryCodes } = await enrolled(await anUnenrolledSecretary())
  const bad = wrong(await codeOf(secret))
  const renewed = await answer(call(person, 'POST', '/me/second-factor/recovery-codes', { code: await codeOf(secret) }))
  const oldCode = await answer(call(person, 'POST', '/me/second-factor/removal', { code: recoveryCodes[0] }))
  const guesses: unknown[] = []
  for (let n = 0; n < 9; n++) {
    guesses.push((await answer(call(person, 'POST', '/me/second-factor/removal', { code: bad })))[0])
  }
  expect([renewed[0], oldCode, guesses]).toEqual([
    201,
    [422, { code: 'second_factor_wrong' }],
    [422, 422, 422, 422, 422, 422, 422, 429, 429],
  ])
})

test('after taking it off the secretariat’s role rests again, and another app can be set up', async () => {
  const { secret, person } = await enrolled(await anUnenrolledSecretary())
  const removal = await call(person, 'POST', '/me/second-factor/removal', { code: await codeOf(secret) })
  const without = { ...person, cookie: jar(removal) }
  const rests = await answer(call(without, 'GET', '/roles'))
  const again = await enrolled(without)
  expect([removal.status, rests, again.status, (await call(again.person, 'GET', '/roles')).status]).toEqual([
    201,
    [403, { code: 'second_factor_needed' }],
    201,
    200,
  ])
})

test('who has it cannot set it up a second time, and a wrong first code sets up nothing', async () => {
  const person = await aPerson({ role: 'author' })
  const [, enrolment] = await answer(call(person, 'POST', '/me/second-factor/enrolment', {}))
  const code = await codeOf(String(field(enrolment, 'secret')))
  const refused = await answer(call(person, 'POST', '/me/second-factor', { code: wrong(code) }))
  const [, me] = await answer(call(person, 'GET', '/me'))
  const done = await enrolled(person)
  expect([
    refused,
    field(me, 'secondFactor'),
    done.status,
    await answer(call(done.person, 'POST', '/me/second-factor/enrolment', {})),
  ]).toEqual([
    [422, { code: 'second_factor_wrong' }],
    { isOn: false, isMissing: false },
    201,
    [409, { code: 'second_factor_on' }],
  ])
})

test('secret and recovery codes are stored encrypted', async () => {
  const { secret, person, recoveryCodes } = await enrolled(await anUnenrolledSecretary())
  const rows = await env.DB.prepare('SELECT * FROM two_factors WHERE user_id = ?').bind(person.id).all()
  const stored = JSON.stringify(rows.results)
  expect([rows.results.length, stored.includes(secret), stored.includes(recoveryCodes[0] ?? '')]).toEqual([
    1,
    false,
    false,
  ])
})

test('another of the secretariat takes a lost factor away with a reason; nobody else can, nor for oneself', async () => {
  const { person } = await enrolled(await anUnenrolledSecretary())
  const helper = await aPerson({ role: 'secretariat' })
  const author = await aPerson({ role: 'author' })
  const reset = (by: Person, of: Person, reason = 'Ponsel hilang, sudah ditelepon') =>
    answer(call(by, 'POST', `/people/${of.id}/second-factor-reset`, { reason }))
  expect([
    await reset(author, person),
    await reset(helper, person, ' '),
    await reset(helper, helper),
    await reset(helper, person),
    (await sessionsOf(person)).length,
    (await firstStep(person)).body,
    (await auditActions(person.id)).slice(0, 2),
  ]).toEqual([
    [403, { code: 'not_allowed' }],
    [422, { code: 'invalid_input', fields: ['reason'] }],
    [404, { code: 'not_found' }],
    [201, {}],
    0,
    { step: 'signed_in' },
    ['second_factor.set_up', 'second_factor.removed'],
  ])
})

test('one sees where one is signed in, ends one session or all others, never those of somebody else', async () => {
  const person = await aPerson({ role: 'author' })
  const other = await aPerson({ role: 'author' })
  const second = await firstStep(person)
  const third = await firstStep(person)
  const [, before] = await answer(call(person, 'GET', '/sessions'))
  const [otherId] = await sessionsOf(other)
  const listed = field(before, 'sessions')
  const all = Array.isArray(listed) ? listed : []
  const newest = String(field(all[0], 'id'))
  expect([
    all.map((one) => field(one, 'isThis')).toSorted(),
    JSON.stringify(before).includes('token'),
    (await call(person, 'DELETE', `/sessions/${otherId?.id}`)).status,
    (await call(person, 'DELETE', `/sessions/${newest}`)).status,
    await answer(call(person, 'DELETE', '/sessions/others')),
    (await call({ ...person, cookie: second.cookie }, 'GET', '/me')).status,
    (await call({ ...person, cookie: third.cookie }, 'GET', '/me')).status,
    (await call(person, 'GET', '/me')).status,
    (await call(other, 'GET', '/me')).status,
    (await auditActions(person.id)).filter((action) => action === 'sessions.ended').length,
  ]).toEqual([[false, false, true], false, 404, 204, [200, { ended: 1 }], 401, 401, 200, 200, 2])
})

test('the role switch of the demonstration signs its people in without a second factor; others are not let in', async () => {
  const now = new Date()
  await db.batch([
    db.insert(tables.users).values({
      id: 'demo-secretary',
      name: 'Sekretariat',
      email: 'sekretariat@demo.gelanggang.test',
      createdAt: now,
      updatedAt: now,
    }),
    db.insert(tables.roles).values({
      id: 'demo-role',
      userId: 'demo-secretary',
      role: 'secretariat',
      beginsAt: new Date(0),
    }),
  ])
  const response = await exports.default.fetch('http://localhost/api/demo/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
    body: 'role=secretariat',
    redirect: 'manual',
  })
  const demo = { id: 'demo-secretary', name: '', email: '', cookie: jar(response) }
  const other = await anUnenrolledSecretary()
  expect([
    response.status,
    (await call(demo, 'GET', '/roles')).status,
    (await call(other, 'GET', '/roles')).status,
  ]).toEqual([303, 200, 403])
})

test('a code of the app opens one session: seen over the shoulder it opens no second one, and the next code does', async () => {
  const { secret, person } = await enrolled(await anUnenrolledSecretary())
  const code = await codeOf(secret)
  const owner = await secondStep((await firstStep(person)).cookie, code)
  const sessions = (await sessionsOf(person)).length
  const thief = await firstStep(person)
  const replayed = await secondStep(thief.cookie, code)
  const next = await codeOf(secret, Date.now() + 30_000)
  const again = await secondStep((await firstStep(person)).cookie, next)
  expect([
    owner.status,
    await answer(Promise.resolve(replayed)),
    (await call({ ...person, cookie: jar(replayed) }, 'GET', '/me')).status,
    (await sessionsOf(person)).length - sessions,
    again.status,
    (await auditActions(person.id)).filter((action) => action === 'session.opened').length,
  ]).toEqual([201, [422, { code: 'second_factor_wrong' }], 401, 1, 201, 2])
})

test('one recovery code, or one code of the app, at two sign-ins at the same moment opens one session', async () => {
  const { secret, person, recoveryCodes } = await enrolled(await anUnenrolledSecretary())
  const twice = async (code: string) => {
    const [one, other] = [await firstStep(person), await firstStep(person)]
    const answers = await Promise.all([secondStep(one.cookie, code), secondStep(other.cookie, code)])
    return answers.map(({ status }) => status).toSorted()
  }
  const before = (await sessionsOf(person)).length
  expect([
    await twice(recoveryCodes[0] ?? ''),
    await twice(await codeOf(secret)),
    (await sessionsOf(person)).length - before,
  ]).toEqual([[201, 422], [201, 422], 2])
})
