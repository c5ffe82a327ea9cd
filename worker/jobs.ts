import type { MessageBatch } from '@cloudflare/workers-types'
import { listEditions, loadEdition } from '#db/editions.ts'
import { openDb } from '#db/client.ts'
import { lastEditionPublications } from '#db/publications.ts'
import type { Env, Job } from './env.ts'
import { keepGraces } from './grace.ts'
import { deliverMail, sweepMails } from './mail.ts'
import { callRebuildHook, publishEdition } from './publication.ts'
import { failRun } from './ranking-conclusion.ts'
import { beat } from './service-health.ts'
import { sweepRankingRuns, workRankingStep } from './ranking-steps.ts'

const retryDelaySeconds = (attempts: number) => Math.min(600, 10 * 2 ** attempts)

/** A step that fails this often, over two minutes, fails always: a person has to see it. */
const mostRankingTries = 4

async function work(env: Env, job: Job, now: Date): Promise<'done' | 'again'> {
  switch (job.kind) {
    case 'mail':
      return (await deliverMail(env, job.mailId, now)) === 'failed' ? 'again' : 'done'
    case 'rebuild':
      await callRebuildHook(env, job.hash)
      return 'done'
    case 'ranking': {
      const step = await workRankingStep(env, job.runId, job.step, now)
      if (step !== undefined) await env.JOBS.send({ kind: 'ranking', runId: job.runId, step })
      return 'done'
    }
  }
}

/** Ends the run with its error; when even that cannot be written, the message stays. */
const isFailed = (env: Env, runId: string, error: unknown): Promise<boolean> =>
  failRun(env, runId, String(error), new Date()).then(
    () => true,
    () => false,
  )

/** Each message is settled on its own, so that one that fails does not repeat the others. */
export async function workJobs(batch: MessageBatch<Job>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const { body: job, attempts } = message
    try {
      // The try before this one ended without a word, for want of memory or time.
      if (job.kind === 'ranking' && attempts > mostRankingTries) {
        await failRun(env, job.runId, `step ${job.step} ended ${attempts - 1} times`, new Date())
        message.ack()
      } else if ((await work(env, job, new Date())) === 'done') message.ack()
      else message.retry({ delaySeconds: retryDelaySeconds(attempts) })
    } catch (error) {
      console.error(JSON.stringify({ job, attempt: attempts, error: String(error) }))
      if (job.kind === 'ranking' && attempts === mostRankingTries && (await isFailed(env, job.runId, error)))
        message.ack()
      else message.retry({ delaySeconds: retryDelaySeconds(attempts) })
    }
  }
}

/** Every minute: mail and ranking runs that no message reached, and editions with a boundary since they were last made public. */
export async function keepTime(env: Env, now: Date): Promise<void> {
  // Before anything that needs the database: this is what tells later that we were there.
  await beat(env, now)
  await sweepMails(env, now)
  await sweepRankingRuns(env, now)
  const db = openDb(env.DB)
  const published = await lastEditionPublications(db)
  for (const { id, slug, isOpened, stages } of await listEditions(db)) {
    const known = published.get(id)
    const hasPassed = (instant: Date) => known !== undefined && known < instant && instant <= now
    if (!isOpened || !stages.some(({ opensAt, closesAt }) => hasPassed(opensAt) || hasPassed(closesAt))) continue
    const edition = await loadEdition(db, slug)
    if (edition) await publishEdition(env, edition, now, null)
  }
  await keepGraces(env, now)
}
