import { env } from 'cloudflare:workers'
import type { MessageBatch } from '@cloudflare/workers-types'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { listDueMails, retryMails } from '#db/mails.ts'
import { mails, publications, similaritySketches } from '#db/schema.ts'
import { checkEnvironment, type Env, type Job } from '#worker/env.ts'
import { keepTime, workJobs } from '#worker/jobs.ts'
import { announceMails, deliverMail, mailRow } from '#worker/mail.ts'
import { aPerson, anAgencyWithPeople, anEdition, call, db } from './portal.ts'
import { aDraft } from './proposals-factories.ts'

type Settled = { id: string; outcome: 'ack' | 'retry' }

/** A delivery of the queue with its settlement recorded. */
function aBatch(...jobs: Job[]): { batch: MessageBatch<Job>; settled: Settled[] } {
  const settled: Settled[] = []
  const messages = jobs.map((body, i) => ({
    id: String(i),
    timestamp: new Date(),
    body,
    attempts: 1,
    ack: () => settled.push({ id: String(i), outcome: 'ack' }),
    retry: () => settled.push({ id: String(i), outcome: 'retry' }),
  }))
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date() } }
  const batch = { queue: 'jobs', messages, metadata, ackAll: () => undefined, retryAll: () => undefined }
  return { batch, settled }
}

async function aLetter(): Promise<string> {
  const { id, email } = await aPerson({ role: 'author' })
  const row = mailRow(new Date(), { kind: 'uji', to: { id, email }, subject: 'Uji', body: 'Isi surat' })
  await db.insert(mails).values(row)
  return row.id
}

afterEach(() => vi.restoreAllMocks())

test('a letter is sent once, however often its message arrives', async () => {
  const mailId = await aLetter()
  const sent: string[] = []
  const mailer: Env = {
    ...env,
    EMAIL: {
      send: async ({ to }) => {
        sent.push(to)
        return { messageId: '1' }
      },
    },
  }
  const { batch, settled } = aBatch({ kind: 'mail', mailId }, { kind: 'mail', mailId })
  await workJobs(batch, mailer)
  expect(sent.length).toBe(1)
  expect(settled.map(({ outcome }) => outcome)).toEqual(['ack', 'ack'])
  expect(await db.select({ attempts: mails.attempts }).from(mails).where(eq(mails.id, mailId)).get()).toEqual({
    attempts: 1,
  })
})

test('a letter that cannot be sent is kept with the reason and tried again', async () => {
  const mailId = await aLetter()
  const broken: Env = { ...env, EMAIL: { send: () => Promise.reject(new Error('mailbox unavailable')) } }
  const { batch, settled } = aBatch({ kind: 'mail', mailId })
  await workJobs(batch, broken)
  expect(settled).toEqual([{ id: '0', outcome: 'retry' }])
  expect(
    await db.select({ sentAt: mails.sentAt, lastError: mails.lastError }).from(mails).where(eq(mails.id, mailId)).get(),
  ).toEqual({ sentAt: null, lastError: 'mailbox unavailable' })
})

test('a try that fails after another has sent the letter leaves it sent, and out of the sweep', async () => {
  const mailId = await aLetter()
  const failing = Promise.withResolvers<{ messageId: string }>()
  const first = deliverMail({ ...env, EMAIL: { send: () => failing.promise } }, mailId, new Date())
  await vi.waitFor(async () => {
    const sent: Env = { ...env, EMAIL: { send: () => Promise.resolve({ messageId: '1' }) } }
    expect(await deliverMail(sent, mailId, new Date())).toBe('sent')
  }, 10_000)
  failing.reject(new Error('timeout'))
  await first
  const row = await db.select().from(mails).where(eq(mails.id, mailId)).get()
  expect([row?.attempts, row?.lastError, row?.dueAt]).toEqual([1, null, null])
})

test('a queue that takes nothing keeps no letter from being written, nor the clock from its other duties', async () => {
  const down = () => Promise.reject(new Error('queue down'))
  const JOBS: Env['JOBS'] = Object.assign(Object.create(env.JOBS), { send: down, sendBatch: down })
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  await announceMails({ ...env, JOBS }, [{ id: 'satu' }, { id: 'dua' }])
  expect(logged.mock.calls).toEqual([[JSON.stringify({ unsent: 'mail', letters: 2, error: 'Error: queue down' })]])
  const edition = await anEdition('seleksi')
  const [, stage] = edition.stages
  const moved = { reason: 'Uji', opensAt: stage?.opensAt, closesAt: stage?.closesAt }
  await call(edition.secretariat, 'PUT', `/editions/${edition.slug}/stages/seleksi`, moved)
  const proposalId = await aDraft(edition, await anAgencyWithPeople())
  const named = { subjectId: proposalId, proposalId, editionId: edition.id, title: 'Usulan', agencyName: 'Instansi' }
  await db.insert(similaritySketches).values({ ...named, text: 'usulan', signature: '', at: new Date(0) })
  const published = () => db.$count(publications, eq(publications.editionId, edition.id))
  const before = await published()
  const minute = keepTime({ ...env, JOBS }, new Date((stage?.closesAt.getTime() ?? 0) + 5 * 60_000))
  await expect(minute).rejects.toThrow('duties of the minute failed')
  expect([before, await published()]).toEqual([1, 2])
})

test('the sweep of the minute finds letters that no message reached', async () => {
  const mailId = await aLetter()
  await db
    .update(mails)
    .set({ dueAt: new Date(Date.now() - 1) })
    .where(eq(mails.id, mailId))
  const queued: Job[] = []
  const watched: Env = {
    ...env,
    JOBS: Object.assign(Object.create(env.JOBS), {
      sendBatch: async (messages: Iterable<{ body: Job }>) => {
        for (const { body } of messages) queued.push(body)
      },
    }),
  }
  await keepTime(watched, new Date())
  expect(queued).toContainEqual({ kind: 'mail', mailId })
})

test('a letter that keeps failing is tried ever more rarely and given up after ten tries', async () => {
  const mailId = await aLetter()
  const broken: Env = { ...env, EMAIL: { send: () => Promise.reject(new Error('mailbox unavailable')) } }
  const at = Date.now()
  const waits: (number | null)[] = []
  for (let tries = 0; tries < 10; tries += 1) {
    await deliverMail(broken, mailId, new Date(at))
    const row = await db.select({ dueAt: mails.dueAt }).from(mails).where(eq(mails.id, mailId)).get()
    waits.push(row?.dueAt ? (row.dueAt.getTime() - at) / 60_000 : null)
  }
  const isDue = async (now: number) => (await listDueMails(db, new Date(now), 1000)).some(({ id }) => id === mailId)
  expect([waits, await isDue(at + 1e12)]).toEqual([[1, 2, 4, 8, 16, 32, 64, 128, 256, null], false])
})

test('a letter begun anew long after it was written is found by the sweep until it is sent', async () => {
  const monthMs = 30 * 24 * 3600 * 1000
  const mailId = await aLetter()
  const before = { createdAt: new Date(Date.now() - monthMs), attempts: 10, lastError: 'x', dueAt: null }
  await db.update(mails).set(before).where(eq(mails.id, mailId))
  const { id: actorId } = await aPerson({ role: 'secretariat' })
  const at = new Date()
  const isDue = async (seconds: number) =>
    (await listDueMails(db, new Date(at.getTime() + seconds * 1000), 1000)).some(({ id }) => id === mailId)
  const givenUp = await isDue(3600)
  await db.batch(retryMails(db, [mailId], { at, actorId }))
  const begun = [await isDue(59), await isDue(60), await isDue(10 * 24 * 3600)]
  const sent: Env = { ...env, EMAIL: { send: () => Promise.resolve({ messageId: '1' }) } }
  await deliverMail(sent, mailId, at)
  expect([givenUp, begun, await isDue(3600)]).toEqual([false, [false, true, true], false])
})

test('the public learns of a stage boundary once, also when the clock missed its minute', async () => {
  const { id, slug, secretariat, stages } = await anEdition('seleksi')
  const published = () => db.select().from(publications).where(eq(publications.editionId, id))
  const reason = { reason: 'Uji', opensAt: stages[1]?.opensAt, closesAt: stages[1]?.closesAt }
  await call(secretariat, 'PUT', `/editions/${slug}/stages/seleksi`, reason)
  expect((await published()).length).toBe(1)
  const closesAt = stages[1]?.closesAt ?? new Date()
  await keepTime(env, new Date(closesAt.getTime() - 1000))
  expect((await published()).length).toBe(1)
  await keepTime(env, new Date(closesAt.getTime() + 5 * 60_000))
  await keepTime(env, new Date(closesAt.getTime() + 6 * 60_000))
  expect((await published()).map(({ kind, publishedBy }) => ({ kind, publishedBy }))).toEqual([
    { kind: 'edition', publishedBy: secretariat.id },
    { kind: 'edition', publishedBy: null },
  ])
})

test('the demonstration flag is refused beside an address that others can reach', () => {
  const secret = 'x'.repeat(32)
  expect(() => checkEnvironment({ ORIGIN: 'https://inovasi.go.id', DEMO: '1', AUTH_SECRET: secret })).toThrow('DEMO=1')
  expect(() => checkEnvironment({ ORIGIN: 'http://localhost:8787', DEMO: '1', AUTH_SECRET: secret })).not.toThrow()
  expect(() => checkEnvironment({ ORIGIN: 'https://inovasi.go.id', AUTH_SECRET: secret })).not.toThrow()
  expect(() => checkEnvironment({ ORIGIN: 'https://inovasi.go.id', AUTH_SECRET: 'pendek' })).toThrow('AUTH_SECRET')
})
