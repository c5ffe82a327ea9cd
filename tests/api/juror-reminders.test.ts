import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import type { Env, Job, JurorReminderJob } from '#worker/env.ts'
import { keepJurorReminders, workJurorReminder } from '#worker/juror-reminders.ts'
import { lettersTo } from './divergence-factories.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { anEdition, answer, aPerson, call, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'

const hour = 3_600_000

/** An environment whose queue is a list, so that a test works it off itself. */
function aQueue(): { queued: Job[]; watched: Env } {
  const queued: Job[] = []
  const JOBS: Env['JOBS'] = Object.assign(Object.create(env.JOBS), {
    send: async (job: Job) => void queued.push(job),
    sendBatch: async () => {},
  })
  return { queued, watched: { ...env, JOBS } }
}

const isOf =
  (edition: Edition) =>
  (job: Job): job is JurorReminderJob =>
    job.kind === 'juror_reminder' && job.editionId === edition.id

/** What the minute of the clock begins for this edition, worked off to its end; answers how many messages that took. */
async function keep(edition: Edition, now: Date): Promise<number> {
  const { queued, watched } = aQueue()
  await keepJurorReminders(watched, now)
  for (let worked = 0; ; worked++) {
    const job = queued.find(isOf(edition))
    if (!job) return worked
    queued.splice(queued.indexOf(job), 1)
    await workJurorReminder(watched, job, now)
  }
}

const sheet = (edition: Edition) => ({ points: allPoints(edition, 70), comments: {}, comment: '' })

async function aStage(readers = 1) {
  const edition = await anEdition('penilaian')
  const closesAt = edition.stages.find(({ id }) => id === 'penilaian')?.closesAt ?? new Date()
  const proposals = [await anEligible(edition), await anEligible(edition)]
  const jurors: Person[] = []
  for (let n = 0; n < readers; n++) {
    const juror = await aJuror(edition)
    jurors.push(juror)
    await assigned(edition, juror, proposals)
  }
  const at = (hours: number) => new Date(closesAt.getTime() - hours * hour)
  return { edition, closesAt, proposals, jurors, at }
}

const subjects = async (juror: Person) => (await lettersTo(juror, 'juror_reminder')).map(({ subject }) => subject)

test('seven days, three days and one day before the stage closes jurors with open sheets are written to, once each', async () => {
  const { edition, jurors, at, proposals } = await aStage()
  const [open] = jurors
  const done = await aJuror(edition)
  for (const id of await assigned(edition, done, proposals)) {
    await call(done, 'POST', `/assignments/${id}/score-sheet`, sheet(edition))
  }
  const worked: number[] = []
  for (const hours of [169, 168, 100, 72, 71, 24, 1, -1]) worked.push(await keep(edition, at(hours)))
  expect(worked).toEqual([0, 1, 0, 1, 0, 1, 0, 0])
  expect(open && (await subjects(open)).toSorted()).toEqual([
    'Tinggal 24 jam: 2 lembar nilai belum diserahkan',
    'Tinggal 3 hari: 2 lembar nilai belum diserahkan',
    'Tinggal 7 hari: 2 lembar nilai belum diserahkan',
  ])
  expect(await subjects(done)).toEqual([])
  const recorded = await db
    .select({ hoursBefore: tables.reminders.hoursBefore, letters: tables.reminders.letters })
    .from(tables.reminders)
    .where(eq(tables.reminders.editionId, edition.id))
  expect(recorded.toSorted((a, b) => b.hoursBefore - a.hoursBefore)).toEqual([
    { hoursBefore: 168, letters: 1 },
    { hoursBefore: 72, letters: 1 },
    { hoursBefore: 24, letters: 1 },
  ])
})

test('many jurors are written to in pages, and messages that come twice write no letter twice', async () => {
  const { edition, jurors, at } = await aStage(23)
  const { queued, watched } = aQueue()
  await keepJurorReminders(watched, at(24))
  const first = queued.find(isOf(edition))
  if (!first) throw new Error('no reminder was begun')
  await workJurorReminder(watched, first, at(24))
  await workJurorReminder(watched, first, at(24))
  expect(await keep(edition, at(23.9))).toBe(2)
  for (const juror of jurors) expect(await subjects(juror)).toHaveLength(1)
})

test('a letter counts what the juror can see: nothing in conflict', async () => {
  const { edition, jurors, at, proposals } = await aStage()
  const [juror] = jurors
  if (!juror) throw new Error('no juror')
  await anAffiliation(juror, proposals[0]?.agency.unit.id ?? '')
  await keep(edition, at(24))
  expect(await subjects(juror)).toEqual(['Tinggal 24 jam: 1 lembar nilai belum diserahkan'])
  await anAffiliation(juror, proposals[1]?.agency.unit.id ?? '')
  await nowIn(edition, 'penilaian')
  await keep(edition, at(20))
  expect(await subjects(juror)).toHaveLength(1)
})

const remind = (person: Person, { slug }: Edition, jurors: readonly Person[], change: object = {}) =>
  answer(
    call(person, 'POST', `/editions/${slug}/stages/penilaian/juror-reminders`, {
      jurorIds: jurors.map(({ id }) => id),
      note: '',
      again: false,
      preview: false,
      ...change,
    }),
  )

test('the secretariat reads the letters first, sends them, and not twice within twelve hours unless it says so', async () => {
  const { edition, jurors } = await aStage(2)
  const [a, b] = jurors
  if (!a || !b) throw new Error('no jurors')
  const note = 'Mohon diselesaikan pekan ini.'
  const [, preview] = await remind(edition.secretariat, edition, [a], { preview: true, note })
  expect(preview).toEqual({
    sent: 0,
    letters: [
      {
        juror: { id: a.id, name: a.name, email: a.email },
        left: 2,
        subject: '2 lembar nilai belum diserahkan',
        body: expect.stringContaining(note),
      },
    ],
    skipped: [],
  })
  expect(await subjects(a)).toEqual([])
  expect((await remind(edition.secretariat, edition, [a], { note }))[1]).toMatchObject({ sent: 1 })
  expect(await lettersTo(a, 'juror_reminder')).toEqual([
    { subject: '2 lembar nilai belum diserahkan', body: expect.stringContaining(note) },
  ])
  const recently = { id: a.id, name: a.name, why: 'reminded_recently', remindedAt: expect.stringMatching(/Z$/) }
  expect(await remind(edition.secretariat, edition, [a, b])).toEqual([
    200,
    { sent: 1, letters: [expect.objectContaining({ left: 2 })], skipped: [recently] },
  ])
  expect(await subjects(a)).toHaveLength(1)
  expect((await remind(edition.secretariat, edition, [a], { again: true }))[1]).toMatchObject({ sent: 1, skipped: [] })
  expect(await subjects(a)).toHaveLength(2)
  const rows = await db
    .select({ jurorId: tables.jurorReminders.jurorId, left: tables.jurorReminders.left, by: tables.jurorReminders.by })
    .from(tables.jurorReminders)
    .where(eq(tables.jurorReminders.editionId, edition.id))
    .orderBy(tables.jurorReminders.at)
  expect(rows).toEqual([a, b, a].map(({ id }) => ({ jurorId: id, left: 2, by: edition.secretariat.id })))
  const events = await db
    .select({ detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.editionId, edition.id), eq(tables.auditEvents.action, 'juror_reminder.sent')))
  expect(events.map(({ detail }) => detail)).toEqual(
    [false, false, true].map((again) => ({ stageId: 'penilaian', jurors: 1, again })),
  )
})

test('sent twice at the same moment, one letter goes out', async () => {
  const { edition, jurors } = await aStage()
  const both = await Promise.all([1, 2].map(() => remind(edition.secretariat, edition, jurors)))
  expect(both.map(([, body]) => body)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ sent: 1, skipped: [] }),
      expect.objectContaining({ sent: 0, skipped: [expect.objectContaining({ why: 'reminded_recently' })] }),
    ]),
  )
  expect(jurors[0] && (await subjects(jurors[0]))).toHaveLength(1)
})

test('who has nothing open is skipped, who is no juror of the stage is nobody, and nobody else may remind', async () => {
  const { edition, jurors, proposals } = await aStage()
  const done = await aJuror(edition)
  for (const id of await assigned(edition, done, proposals)) {
    await call(done, 'POST', `/assignments/${id}/score-sheet`, sheet(edition))
  }
  const stranger = await aJuror(await anEdition('penilaian'))
  expect(await remind(edition.secretariat, edition, [done, stranger])).toEqual([
    200,
    { sent: 0, letters: [], skipped: [{ id: done.id, name: done.name, why: 'nothing_open', remindedAt: null }] },
  ])
  for (const person of [await aPerson({ role: 'auditor' }), done]) {
    expect((await remind(person, edition, jurors))[0]).toBe(403)
  }
  await nowIn(edition, 'pleno-finalis')
  expect((await remind(edition.secretariat, edition, jurors))[1]).toMatchObject({ code: 'stage_not_open' })
})
