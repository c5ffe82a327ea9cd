import { openDb, type Db } from '#db/client.ts'
import { findEdition, listEditions, type LoadedEdition } from '#db/editions.ts'
import { countOpen, listJurorsAfter } from '#db/juror-reminders.ts'
import { insertMails } from '#db/mails.ts'
import { insertReminder, isReminded, reminderPrefix } from '#db/reminders.ts'
import { findScoringStage, isOpen, type ScoringStageRules, type Stage, type StageKind } from '#domain/edition.ts'
import { dueReminder } from '#domain/reminder.ts'
import type { Env, JurorReminderJob } from './env.ts'
import { sheetsOpen } from './letters/juror-reminder.ts'
import { announceMails, mailRow } from './mail.ts'

/** Jurors whom one message of the queue writes to; each is one statement of a batch. */
const jurorsPerPage = 20

/** Kinds of stages that may have readings. */
const readKinds: ReadonlySet<StageKind> = new Set(['scoring', 'interview'])

type Person = { id: string; name: string; email: string }

/** How many sheets each still has open, by the own list. For at most as many jurors as a batch has statements. */
export async function countOpenSheets<Juror extends Person>(
  db: Db,
  place: { editionId: string; stageId: string },
  jurors: readonly Juror[],
  now: Date,
): Promise<(Juror & { left: number })[]> {
  const [first, ...rest] = jurors.map(({ id }) => countOpen(db, { ...place, jurorId: id }, now))
  if (!first) return []
  const counted = await db.batch([first, ...rest])
  return jurors.map((juror, index) => ({ ...juror, left: counted[index]?.[0]?.open ?? 0 }))
}

/** Begins, in every open stage of readings, the reminder whose hour has come. Begun twice it does no harm. */
export async function keepJurorReminders(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { id, isOpened, stages } of await listEditions(db)) {
    const mayBeDue = stages.some((stage) => readKinds.has(stage.kind) && isOpen(stage, now))
    const edition = isOpened && mayBeDue ? await findEdition(db, id) : undefined
    for (const stage of edition?.stages ?? []) {
      const hoursBefore = edition && dueIn(edition, stage, now)
      if (hoursBefore === undefined) continue
      const key = { editionId: id, stageId: stage.id, hoursBefore, closesAt: stage.closesAt }
      if (await isReminded(db, key)) continue
      await env.JOBS.send({ kind: 'juror_reminder', ...key, closesAt: key.closesAt.getTime(), afterJurorId: '' })
    }
  }
}

const dueIn = ({ rules }: LoadedEdition, stage: Stage, now: Date): number | undefined =>
  dueReminder(stage, findScoringStage(rules, stage.id)?.jurorReminderHours ?? [], now)

type Reminding = { edition: LoadedEdition; stage: Stage; rules: ScoringStageRules }

async function remindingOf(db: Db, job: JurorReminderJob, now: Date): Promise<Reminding | undefined> {
  const edition = await findEdition(db, job.editionId)
  const stage = edition?.stages.find(({ id }) => id === job.stageId)
  const rules = edition && findScoringStage(edition.rules, job.stageId)
  const isStill =
    edition && stage?.closesAt.getTime() === job.closesAt && dueIn(edition, stage, now) === job.hoursBefore
  return isStill && rules ? { edition, stage, rules } : undefined
}

/** One page; the last one writes down that it is done. Stops without a word once the closing has moved or passed. */
export async function workJurorReminder(env: Env, job: JurorReminderJob, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const reminding = await remindingOf(db, job, now)
  if (!reminding) return
  const { edition, stage, rules } = reminding
  const place = { editionId: edition.id, stageId: stage.id }
  const key = { ...place, hoursBefore: job.hoursBefore, closesAt: stage.closesAt }
  if (await isReminded(db, key)) return
  const { jurorRole } = rules
  const page = await listJurorsAfter(db, { ...place, jurorRole, now }, job.afterJurorId, jurorsPerPage)
  const closing = {
    stageName: stage.name,
    editionName: edition.name,
    closesAt: stage.closesAt,
    leftMs: stage.closesAt.getTime() - now.getTime(),
  }
  const mails = (await countOpenSheets(db, place, page, now))
    .filter(({ left }) => left > 0)
    .map(({ left, ...juror }) => mailRow(now, sheetsOpen(juror, left, closing, `${reminderPrefix(key)}${juror.id}`)))
  await insertMails(db, mails)
  await announceMails(env, mails)
  const last = page.at(-1)
  if (last && page.length === jurorsPerPage) await env.JOBS.send({ ...job, afterJurorId: last.id })
  else await db.batch(insertReminder(db, key, now))
}
