import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mailEvents, mails } from '#db/schema.ts'
import { app } from '#worker/app.ts'
import { mailRow } from '#worker/mail.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'

const secret = 'a-secret-shared-with-the-mail-service'

async function report(events: unknown, given: string | null = secret, configured: string | undefined = secret) {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (given !== null) headers.set('x-mail-events-secret', given)
  const { MAIL_EVENTS_SECRET: _, ...others } = env
  const bindings = configured === undefined ? others : { ...others, MAIL_EVENTS_SECRET: configured }
  return answer(
    Promise.resolve(
      app.request('/api/mail-events', { method: 'POST', headers, body: JSON.stringify({ events }) }, bindings),
    ),
  )
}

async function aLetter(to: Pick<Person, 'id' | 'email'>, kind = 'uji', at = new Date()): Promise<string> {
  const row = mailRow(at, { kind, to, subject: 'Perihal rahasia 123456', body: 'Isi yang rahasia' })
  await db.insert(mails).values(row)
  return row.id
}

const anEvent = (mailId: string, kind = 'bounced', id: string = crypto.randomUUID()) => ({
  id,
  mailId,
  kind,
  detail: '550 no such user',
  at: '2026-01-02T03:04:05+07:00',
})

test('without the secret no report is taken, also where the portal has none', async () => {
  const mailId = await aLetter(await aPerson({ role: 'author' }))
  const refused = [403, { code: 'not_allowed' }]
  expect([
    await report([anEvent(mailId)], null),
    await report([anEvent(mailId)], 'salah'),
    await report([anEvent(mailId)], `${secret}x`),
    await report([anEvent(mailId)], '', ''),
    await report([anEvent(mailId)], '', undefined),
    await report([anEvent(mailId)], 'undefined', undefined),
    await db.select().from(mailEvents).where(eq(mailEvents.mailId, mailId)),
  ]).toEqual([refused, refused, refused, refused, refused, refused, []])
})

test('a report is kept once, one of a strange letter is passed over, and nonsense is refused', async () => {
  const person = await aPerson({ role: 'author' })
  const mailId = await aLetter(person)
  const event = anEvent(mailId)
  expect([
    await report([event, anEvent('tidak-ada')]),
    await report([event]),
    await report([{ ...event, kind: 'lost' }]),
    await report([]),
    await db.select().from(mailEvents).where(eq(mailEvents.mailId, mailId)),
  ]).toEqual([
    [201, { received: 2, kept: 1 }],
    [201, { received: 1, kept: 0 }],
    [422, { code: 'invalid_input', fields: ['events.0.kind'] }],
    [422, { code: 'invalid_input', fields: ['events'] }],
    [
      {
        id: event.id,
        mailId,
        kind: 'bounced',
        address: person.email,
        detail: '550 no such user',
        at: new Date('2026-01-01T20:04:05Z'),
      },
    ],
  ])
})

test('a letter that came back is shown at the letter, and to the agency admin until another arrives', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const mailId = await aLetter(agency.author)
  await report([anEvent(mailId)])
  const unreachable = async () => {
    const [, gate] = await answer(call(agency.admin, 'GET', `/agency-proposals?edition=${edition.slug}`))
    return Object(gate).unreachable
  }
  const [, own] = await answer(call(agency.author, 'GET', '/mails'))
  const letter = Object(own).mails.find(({ id }: { id: string }) => id === mailId)
  const [, people] = await answer(call(agency.admin, 'GET', `/roles?agency=${agency.agency.id}`))
  const listed = Object(people).roles.map(({ name, mailFailedAt }: { name: string; mailFailedAt: string | null }) => [
    name,
    mailFailedAt,
  ])
  expect(Object.fromEntries(listed)).toEqual({
    [agency.author.name]: '2026-01-01T20:04:05.000Z',
    [agency.admin.name]: null,
  })
  expect([letter.event, await unreachable()]).toEqual([
    { kind: 'bounced', detail: '550 no such user', at: '2026-01-01T20:04:05.000Z' },
    [{ name: agency.author.name, email: agency.author.email, role: 'author', since: '2026-01-01T20:04:05.000Z' }],
  ])
  await report([{ ...anEvent(mailId, 'delivered'), at: '2026-02-01T00:00:00Z' }])
  expect(await unreachable()).toEqual([])
})

test('the log names every letter but never its words; a code is only called a code', async () => {
  const secretariat = await aPerson({ role: 'secretariat' })
  const auditor = await aPerson({ role: 'auditor' })
  const person = await aPerson({ role: 'author' })
  const future = new Date('2040-01-01T00:00:00Z')
  const code = await aLetter(person, 'sign_in_code', future)
  const [status, log] = await answer(call(secretariat, 'GET', '/mails/log'))
  const [first] = Object(log).mails
  expect([
    status,
    first,
    JSON.stringify(log).includes('rahasia 123456') && first.id !== code,
    JSON.stringify(log).includes('Isi yang rahasia'),
    (await call(auditor, 'GET', '/mails/log')).status,
    (await call(person, 'GET', '/mails/log')).status,
    (await call(auditor, 'POST', '/mails/attempts', { mailIds: [code] })).status,
  ]).toEqual([
    200,
    {
      id: code,
      kind: 'sign_in_code',
      toName: person.name,
      toAddress: person.email,
      subject: 'Kode masuk',
      createdAt: future.toISOString(),
      sentAt: null,
      attempts: 0,
      lastError: null,
      dueAt: new Date(future.getTime() + 60_000).toISOString(),
      isGivenUp: false,
      event: null,
    },
    false,
    false,
    200,
    403,
    403,
  ])
})

test('failed letters are found, tried again by the secretariat, and each leaves a trace; codes and sent ones do not move', async () => {
  const secretariat = await aPerson({ role: 'secretariat' })
  const person = await aPerson({ role: 'author' })
  const [failed, sent, code] = [await aLetter(person), await aLetter(person), await aLetter(person, 'sign_in_code')]
  const broken = { attempts: 10, lastError: 'mailbox unavailable', dueAt: null }
  await db.update(mails).set(broken).where(eq(mails.id, failed))
  await db.update(mails).set(broken).where(eq(mails.id, code))
  await db.update(mails).set({ sentAt: new Date(), dueAt: null }).where(eq(mails.id, sent))
  await report([anEvent(sent)])
  const ids = async (filter: string) => {
    const [, log] = await answer(call(secretariat, 'GET', `/mails/log?filter=${filter}`))
    const mine = [failed, sent, code]
    return Object(log)
      .mails.map(({ id }: { id: string }) => id)
      .filter((id: string) => mine.includes(id))
      .toSorted()
  }
  expect([await ids('failed'), await ids('given_up'), await ids('waiting'), await ids('bounced')]).toEqual([
    [failed, code].toSorted(),
    [failed, code].toSorted(),
    [],
    [sent],
  ])
  expect(await answer(call(secretariat, 'POST', '/mails/attempts', { mailIds: [failed, sent, code, 'x'] }))).toEqual([
    201,
    { begun: 1 },
  ])
  const [, trail] = [0, await env.DB.prepare("SELECT subject_id FROM audit_events WHERE action = 'mail.retried'").all()]
  expect([trail.results, await ids('failed'), await ids('given_up'), await ids('waiting')]).toEqual([
    [{ subject_id: failed }],
    [code],
    [code],
    [failed],
  ])
})
