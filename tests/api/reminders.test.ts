import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import type { Env, Job, ReminderJob } from '#worker/env.ts'
import { keepReminders, workReminder } from '#worker/reminders.ts'
import { anAgencyWithPeople, anEdition, db, type Person } from './portal.ts'
import { aDraft, aPassed, aSubmitted, type Edition } from './proposals-factories.ts'

const hour = 3600 * 1000

/** An environment whose queue is a list, so that a test works it off itself. */
function aQueue(): { queued: Job[]; watched: Env } {
  const queued: Job[] = []
  const JOBS: Env['JOBS'] = Object.assign(Object.create(env.JOBS), {
    send: async (job: Job) => void queued.push(job),
    sendBatch: async (messages: Iterable<{ body: Job }>) => {
      for (const { body } of messages) queued.push(body)
    },
  })
  return { queued, watched: { ...env, JOBS } }
}

const isOf =
  (edition: Edition) =>
  (job: Job): job is ReminderJob =>
    job.kind === 'reminder' && job.editionId === edition.id

/** What the minute of the clock begins for this edition, worked off to its end; answers how many messages that took. */
async function keep(edition: Edition, now: Date): Promise<number> {
  const { queued, watched } = aQueue()
  await keepReminders(watched, now)
  let worked = 0
  for (;;) {
    const at = queued.findIndex(isOf(edition))
    const job = queued.find(isOf(edition))
    if (!job) return worked
    queued.splice(at, 1)
    await workReminder(watched, job, now)
    worked += 1
  }
}

async function closing(edition: Edition, closesAt: Date): Promise<void> {
  await db
    .update(tables.stages)
    .set({ closesAt })
    .where(and(eq(tables.stages.editionId, edition.id), eq(tables.stages.kind, 'registration')))
}

const remindersTo = async ({ id }: Person) =>
  (
    await db
      .select({ subject: tables.mails.subject, body: tables.mails.body, kind: tables.mails.kind })
      .from(tables.mails)
      .where(and(eq(tables.mails.toUserId, id), eq(tables.mails.kind, 'registration_reminder')))
      .orderBy(tables.mails.createdAt)
  ).map(({ subject, body }) => ({ subject, body }))

const recorded = (edition: Edition) =>
  db
    .select({ hoursBefore: tables.reminders.hoursBefore, letters: tables.reminders.letters })
    .from(tables.reminders)
    .where(eq(tables.reminders.editionId, edition.id))
    .orderBy(tables.reminders.at)

test('seven days, two days and twelve hours before closing exactly those who can act are written to, once each', async () => {
  const edition = await anEdition()
  const writing = await anAgencyWithPeople()
  const waiting = await anAgencyWithPeople()
  const done = await anAgencyWithPeople()
  const idle = await anAgencyWithPeople()
  const closesAt = new Date(Date.now() + 9 * 24 * hour)
  await aDraft(edition, writing, { title: 'Masih Draf' })
  await aPassed(edition, waiting, { title: 'Sudah Diserahkan' })
  await aSubmitted(edition, done)
  await closing(edition, closesAt)
  const at = (hours: number) => new Date(closesAt.getTime() - hours * hour)
  const worked: number[] = []
  for (const hours of [169, 168, 167.9, 100, 48, 47, 12, 11, 0, -1]) worked.push(await keep(edition, at(hours)))
  const all = await Promise.all(
    [writing, waiting, done, idle].flatMap(({ author, admin }) => [remindersTo(author), remindersTo(admin)]),
  )
  expect([worked, all.map((letters) => letters.length), await recorded(edition)]).toEqual([
    [0, 1, 0, 0, 1, 0, 1, 0, 0, 0],
    [3, 3, 0, 3, 0, 0, 0, 0],
    [
      { hoursBefore: 168, letters: 3 },
      { hoursBefore: 48, letters: 3 },
      { hoursBefore: 12, letters: 3 },
    ],
  ])
  expect([all[0]?.map(({ subject }) => subject.split(':')[0]), all[0]?.[0]?.body, all[3]?.[0]?.body]).toEqual([
    ['Tinggal 7 hari', 'Tinggal 2 hari', 'Tinggal 12 jam'],
    expect.stringContaining('- Masih Draf'),
    expect.stringContaining('- Sudah Diserahkan'),
  ])
})

test('an extension is followed by reminders of the new closing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aDraft(edition, agency)
  const first = new Date(Date.now() + 10 * hour)
  await closing(edition, first)
  await keep(edition, new Date())
  const extended = new Date(first.getTime() + 5 * 24 * hour)
  await closing(edition, extended)
  const soon = new Date(extended.getTime() - 48 * hour)
  expect([await keep(edition, new Date()), await keep(edition, soon), await keep(edition, soon)]).toEqual([1, 1, 0])
  expect([
    (await recorded(edition)).map(({ hoursBefore }) => hoursBefore),
    (await remindersTo(agency.author)).length,
  ]).toEqual([[12, 168, 48], 3])
})

test('a message that arrives after the closing moved or passed writes nothing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aDraft(edition, agency)
  const closesAt = new Date(Date.now() + 10 * hour)
  await closing(edition, closesAt)
  const { queued, watched } = aQueue()
  await keepReminders(watched, new Date())
  const job = queued.find(isOf(edition))
  if (!job) throw new Error('no reminder was begun')
  await workReminder(watched, job, closesAt)
  await closing(edition, new Date(closesAt.getTime() + hour))
  await workReminder(watched, job, new Date())
  expect([await remindersTo(agency.author), await recorded(edition)]).toEqual([[], []])
})

test('many agencies are written to page by page; a page that is worked twice writes no second letter', async () => {
  const edition = await anEdition()
  const agencies = []
  for (let i = 0; i < 23; i += 1) {
    const agency = await anAgencyWithPeople()
    agencies.push(agency)
    await aDraft(edition, agency)
  }
  await closing(edition, new Date(Date.now() + 10 * hour))
  const { queued, watched } = aQueue()
  await keepReminders(watched, new Date())
  await keepReminders(watched, new Date())
  let worked = 0
  for (;;) {
    const at = queued.findIndex(isOf(edition))
    const job = queued.find(isOf(edition))
    if (!job) break
    queued.splice(at, 1)
    await Promise.all([workReminder(watched, job, new Date()), workReminder(watched, job, new Date())])
    worked += 1
  }
  const letters = await Promise.all(agencies.flatMap(({ author, admin }) => [remindersTo(author), remindersTo(admin)]))
  const { results } = await env.DB.prepare(
    "SELECT count(*) AS events FROM audit_events WHERE action = 'reminder.sent' AND edition_id = ?",
  )
    .bind(edition.id)
    .all()
  expect([worked > 2, new Set(letters.map(({ length }) => length)), await recorded(edition), results]).toEqual([
    true,
    new Set([1]),
    [{ hoursBefore: 12, letters: 46 }],
    [{ events: 1 }],
  ])
})

test('the hours are a figure of the edition’s rules', async () => {
  const edition = await anEdition('pendaftaran', (rules) => ({ ...rules, reminderHours: [1] }))
  const agency = await anAgencyWithPeople()
  await aDraft(edition, agency)
  await closing(edition, new Date(Date.now() + 10 * hour))
  expect([await keep(edition, new Date()), await keep(edition, new Date(Date.now() + 9 * hour))]).toEqual([0, 1])
})
