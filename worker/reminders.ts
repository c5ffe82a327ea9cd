import { openDb, type Db } from '#db/client.ts'
import { findEdition, listEditions, type LoadedEdition } from '#db/editions.ts'
import { insertMails } from '#db/mails.ts'
import {
  insertReminder,
  isReminded,
  listHolders,
  listOpenAgencies,
  listOpenProposals,
  reminderPrefix,
  type ReminderKey,
} from '#db/reminders.ts'
import { isOpen, type Stage } from '#domain/edition.ts'
import { defaultReminderHours, dueReminder, dutiesOf } from '#domain/reminder.ts'
import type { Env, ReminderJob } from './env.ts'
import { reminderLetter } from './letters/reminder.ts'
import { announceMails, mailRow } from './mail.ts'

/** Agencies whose people one message of the queue writes to. */
const agenciesPerPage = 10
/** Letters in one statement. */
const lettersPerInsert = 100

const registrationOf = ({ stages }: Pick<LoadedEdition, 'stages'>): Stage | undefined =>
  stages.find(({ kind }) => kind === 'registration')

const dueIn = ({ rules }: LoadedEdition, registration: Stage, now: Date) =>
  dueReminder(registration, rules.reminderHours ?? defaultReminderHours, now)

/** Begins the reminder whose hour has come. Begun twice it does no harm: each letter is written once. */
export async function keepReminders(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { id, isOpened, stages } of await listEditions(db)) {
    const registration = registrationOf({ stages })
    if (!isOpened || !registration || !isOpen(registration, now)) continue
    const edition = await findEdition(db, id)
    const hoursBefore = edition && dueIn(edition, registration, now)
    if (hoursBefore === undefined) continue
    const key = { editionId: id, stageId: registration.id, hoursBefore, closesAt: registration.closesAt }
    if (await isReminded(db, key)) continue
    await env.JOBS.send({
      kind: 'reminder',
      editionId: id,
      stageId: registration.id,
      hoursBefore,
      closesAt: registration.closesAt.getTime(),
      afterAgencyId: '',
    })
  }
}

/** One page; the last one writes down that it is done. Stops without a word once the closing has moved or passed. */
export async function workReminder(env: Env, job: ReminderJob, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const edition = await findEdition(db, job.editionId)
  const registration = edition && registrationOf(edition)
  if (!edition || registration?.closesAt.getTime() !== job.closesAt) return
  if (dueIn(edition, registration, now) !== job.hoursBefore) return
  const key = {
    editionId: edition.id,
    stageId: registration.id,
    hoursBefore: job.hoursBefore,
    closesAt: registration.closesAt,
  }
  if (await isReminded(db, key)) return
  const agencies = await listOpenAgencies(db, edition.id, job.afterAgencyId, agenciesPerPage)
  await write(env, db, await lettersFor(db, edition, agencies, { key, now }))
  const last = agencies.at(-1)
  if (last && agencies.length === agenciesPerPage) await env.JOBS.send({ ...job, afterAgencyId: last.id })
  else await db.batch(insertReminder(db, key, now))
}

type Agencies = Awaited<ReturnType<typeof listOpenAgencies>>

async function lettersFor(
  db: Db,
  edition: LoadedEdition,
  agencies: Agencies,
  { key, now }: { key: ReminderKey; now: Date },
) {
  const agencyIds = agencies.map(({ id }) => id)
  const proposals = await listOpenProposals(db, edition.id, agencyIds)
  const places = [...new Set([...agencyIds, ...proposals.map(({ unitId }) => unitId)])]
  const holders = await listHolders(db, edition.id, places, now)
  const closing = { edition: edition.name, closesAt: key.closesAt, leftMs: key.closesAt.getTime() - now.getTime() }
  return agencies.flatMap(({ id: agencyId, name: agency }) => {
    const open = proposals.filter((one) => one.agencyId === agencyId)
    return dutiesOf(agencyId, open, holders).flatMap((duty) => {
      const to = holders.find(({ userId }) => userId === duty.userId)
      if (!to) return []
      const letter = reminderLetter({ ...closing, agency }, duty)
      const onceKey = `${reminderPrefix(key)}${agencyId}:${duty.userId}`
      return [mailRow(now, { ...letter, to: { id: to.userId, email: to.email }, onceKey })]
    })
  })
}

async function write(env: Env, db: Db, letters: Awaited<ReturnType<typeof lettersFor>>): Promise<void> {
  for (let done = 0; done < letters.length; done += lettersPerInsert) {
    const some = letters.slice(done, done + lettersPerInsert)
    await insertMails(db, some)
    await announceMails(env, some)
  }
}
