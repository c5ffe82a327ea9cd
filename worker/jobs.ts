import type { MessageBatch } from '@cloudflare/workers-types'
import { listEditions, loadEdition } from '#db/editions.ts'
import { openDb } from '#db/client.ts'
import { lastEditionPublications } from '#db/publications.ts'
import { failText, readAttachmentText, sweepAttachmentTexts } from './attachment-texts.ts'
import { followDivergence, giveThirdReaders, sweepDivergences } from './divergence.ts'
import type { Env, Job } from './env.ts'
import { sweepGaps } from './gap-sweep.ts'
import { keepFeedbackNotices, workFeedbackNotices } from './feedback-notices.ts'
import { keepGraces } from './grace.ts'
import { keepJurorReminders, workJurorReminder } from './juror-reminders.ts'
import { deliverMail, sweepMails } from './mail.ts'
import { sweepDrafts } from './plan-draft.ts'
import { sweepBarred } from './recusal.ts'
import { keepReminders, workReminder } from './reminders.ts'
import { giveRereadings, sweepRereadings } from './rereadings.ts'
import { callRebuildHook, publishEdition } from './publication.ts'
import { workGaps } from './replanning.ts'
import { failRun } from './ranking-conclusion.ts'
import { beat } from './service-health.ts'
import { sweepSketches, writeSketch } from './sketch.ts'
import { sweepRankingRuns, workRankingStep } from './ranking-steps.ts'
import { sweepUploads } from './upload-sweep.ts'

const retryDelaySeconds = (attempts: number) => Math.min(600, 10 * 2 ** attempts)

/** What fails this often, over two minutes, fails always: a person has to see it. */
const mostTries = 4

async function work(env: Env, job: Job, now: Date): Promise<'done' | 'again'> {
  switch (job.kind) {
    case 'mail':
      return (await deliverMail(env, job.mailId, now)) === 'failed' ? 'again' : 'done'
    case 'rebuild':
      await callRebuildHook(env, job.hash)
      return 'done'
    case 'sketch':
      await writeSketch(env, job.proposalId, now)
      return 'done'
    case 'attachment_text':
      await readAttachmentText(env, job.attachmentId, now)
      return 'done'
    case 'reminder':
      await workReminder(env, job, now)
      return 'done'
    case 'juror_reminder':
      await workJurorReminder(env, job, now)
      return 'done'
    case 'fill_gaps':
      await workGaps(env, job, now)
      return 'done'
    case 'feedback_letters':
      await workFeedbackNotices(env, job, now)
      return 'done'
    case 'sheet_handed_in':
      await giveRereadings(env, job.assignmentId, now)
      await followDivergence(env, job.assignmentId, now)
      return 'done'
    case 'ranking': {
      const step = await workRankingStep(env, job.runId, job.step, now)
      if (step !== undefined) await env.JOBS.send({ kind: 'ranking', runId: job.runId, step })
      return 'done'
    }
  }
}

/** Writes the failure where people see it. False for work that has no such place: it is tried on, and then a dead letter. */
async function giveUp(env: Env, job: Job, reason: string, now: Date): Promise<boolean> {
  switch (job.kind) {
    case 'ranking':
      await failRun(env, job.runId, reason, now)
      return true
    case 'attachment_text':
      await failText(env, job.attachmentId, reason, now)
      return true
    default:
      return false
  }
}

/** Each message is settled on its own, so that one that fails does not repeat the others. */
export async function workJobs(batch: MessageBatch<Job>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const { body: job, attempts } = message
    try {
      // The try before this one ended without a word, for want of memory or time.
      const isLost = attempts > mostTries && (await giveUp(env, job, `ended ${attempts - 1} times`, new Date()))
      if (isLost) message.ack()
      else if ((await work(env, job, new Date())) === 'done') message.ack()
      else message.retry({ delaySeconds: retryDelaySeconds(attempts) })
    } catch (error) {
      console.error(JSON.stringify({ job, attempt: attempts, error: String(error) }))
      // When even the failure cannot be written, the message stays.
      const isOver = attempts === mostTries && (await giveUp(env, job, String(error), new Date()).catch(() => false))
      if (isOver) message.ack()
      else message.retry({ delaySeconds: retryDelaySeconds(attempts) })
    }
  }
}

/** Once an hour, in these minutes. */
const sweepDraftsAt = 10
const sweepUploadsAt = 30
const sweepBarredAt = 45
const sweepRereadingsAt = 15
const sweepDivergencesAt = 45
const sweepGapsAt = 20

type Duty = (env: Env, now: Date) => Promise<unknown>

/** What the clock does in this minute, in this order. */
function dutiesOf(now: Date): Duty[] {
  const hourly = (minute: number, duty: Duty): Duty[] => (now.getUTCMinutes() === minute ? [duty] : [])
  return [
    // Before anything that needs the database: this is what tells later that we were there.
    beat,
    sweepMails,
    keepReminders,
    keepJurorReminders,
    sweepRankingRuns,
    keepFeedbackNotices,
    sweepAttachmentTexts,
    sweepSketches,
    ...hourly(sweepDraftsAt, sweepDrafts),
    ...hourly(sweepUploadsAt, sweepUploads),
    ...hourly(sweepBarredAt, sweepBarred),
    ...hourly(sweepRereadingsAt, sweepRereadings),
    ...hourly(sweepGapsAt, sweepGaps),
    now.getUTCMinutes() === sweepDivergencesAt ? sweepDivergences : giveThirdReaders,
    publishBoundaries,
    keepGraces,
  ]
}

/** Every minute. A duty that fails keeps none of the others from being done; the minute then counts as failed. */
export async function keepTime(env: Env, now: Date): Promise<void> {
  const failures: unknown[] = []
  for (const duty of dutiesOf(now)) {
    await duty(env, now).catch((error: unknown) => {
      console.error(JSON.stringify({ duty: duty.name, error: String(error) }))
      failures.push(error)
    })
  }
  if (failures.length > 0) throw new AggregateError(failures, 'duties of the minute failed')
}

/** Editions with a boundary since they were last made public. */
async function publishBoundaries(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const published = await lastEditionPublications(db)
  for (const { id, slug, isOpened, stages } of await listEditions(db)) {
    const known = published.get(id)
    const hasPassed = (instant: Date) => known !== undefined && known < instant && instant <= now
    if (!isOpened || !stages.some(({ opensAt, closesAt }) => hasPassed(opensAt) || hasPassed(closesAt))) continue
    const edition = await loadEdition(db, slug)
    if (edition) await publishEdition(env, edition, now, null)
  }
}
