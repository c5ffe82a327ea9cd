import type { MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { requireDeclaredAccess } from './access.ts'
import { checkEnvironment, platform, type AppEnv, type Env, type Job } from './env.ts'
import { keepTime, workJobs } from './jobs.ts'
import { problem } from './problem.ts'
import { watchHealth } from './service-health.ts'
import { accountRequests } from './routes/account-requests.ts'
import { agencies } from './routes/agencies.ts'
import { agencyProposals } from './routes/agency-proposals.ts'
import { assignmentPlans } from './routes/assignment-plans.ts'
import { assignmentProgress } from './routes/assignment-progress.ts'
import { assignmentTables } from './routes/assignment-tables.ts'
import { assignments } from './routes/assignments.ts'
import { attachments } from './routes/attachments.ts'
import { availabilities } from './routes/availabilities.ts'
import { bundles } from './routes/bundles.ts'
import { conflictTables } from './routes/conflict-tables.ts'
import { conflicts, readingConflicts } from './routes/conflicts.ts'
import { consolidationDrafts } from './routes/consolidation-drafts.ts'
import { consolidations } from './routes/consolidations.ts'
import { corrections } from './routes/corrections.ts'
import { clock } from './routes/clock.ts'
import { demo } from './routes/demo.ts'
import { divergences } from './routes/divergences.ts'
import { editionConflicts } from './routes/edition-conflicts.ts'
import { editions } from './routes/editions.ts'
import { eligibilityChecks } from './routes/eligibility-checks.ts'
import { feedbackLetters } from './routes/feedback-letters.ts'
import { fieldVisitors } from './routes/field-visitors.ts'
import { fieldVisits } from './routes/field-visits.ts'
import { funnels } from './routes/funnels.ts'
import { handovers } from './routes/handovers.ts'
import { health } from './routes/health.ts'
import { integrityPacts } from './routes/integrity-pacts.ts'
import { interviewClocks } from './routes/interview-clocks.ts'
import { interviewHours } from './routes/interview-hours.ts'
import { interviewMaterials } from './routes/interview-materials.ts'
import { interviewPlans } from './routes/interview-plans.ts'
import { interviewSlots } from './routes/interview-slots.ts'
import { interviews } from './routes/interviews.ts'
import { invitations } from './routes/invitations.ts'
import { jurorProfiles } from './routes/juror-profiles.ts'
import { jurorProgress, ownPace } from './routes/juror-progress.ts'
import { jurorReminders } from './routes/juror-reminders.ts'
import { jurors } from './routes/jurors.ts'
import { mailEvents } from './routes/mail-events.ts'
import { mails } from './routes/mails.ts'
import { offlineReadings } from './routes/offline-readings.ts'
import { ownSheets } from './routes/own-sheets.ts'
import { planOverlaps } from './routes/plan-overlaps.ts'
import { planTables } from './routes/plan-tables.ts'
import { plenaries } from './routes/plenaries.ts'
import { priorAwards } from './routes/prior-awards.ts'
import { proposalSections } from './routes/proposal-sections.ts'
import { proposals } from './routes/proposals.ts'
import { publications } from './routes/publications.ts'
import { rankingRuns } from './routes/ranking-runs.ts'
import { rankings } from './routes/rankings.ts'
import { readingMarks } from './routes/reading-marks.ts'
import { receipts } from './routes/receipts.ts'
import { reviewItems } from './routes/review-items.ts'
import { scoreSheets } from './routes/score-sheets.ts'
import { scoreSheetRevisions } from './routes/score-sheet-revisions.ts'
import { screenings } from './routes/screenings.ts'
import { results } from './routes/results.ts'
import { roleHandovers } from './routes/role-handovers.ts'
import { roles } from './routes/roles.ts'
import { secondFactor, secondFactorReset } from './routes/second-factor.ts'
import { search } from './routes/search.ts'
import { secondReadings } from './routes/second-readings.ts'
import { sectionRevisions } from './routes/section-revisions.ts'
import { me, sessions, signInCodes } from './routes/sessions.ts'
import { stages } from './routes/stages.ts'
import { sheetWithdrawals } from './routes/sheet-withdrawals.ts'
import { similarities } from './routes/similarities.ts'
import { submissions } from './routes/submissions.ts'
import { templates } from './routes/templates.ts'
import { uploads } from './routes/uploads.ts'
import { verifications } from './routes/verifications.ts'
import { visitFindings } from './routes/visit-findings.ts'
import { visitMoves } from './routes/visit-moves.ts'
import { visitPhotos } from './routes/visit-photos.ts'
import { visitSheets } from './routes/visit-sheets.ts'
import { withdrawals } from './routes/withdrawals.ts'
import { writingPresence } from './routes/writing-presence.ts'

checkEnvironment(platform)

/** Larger than any answer of a form; files have a limit of their own. */
const maxJsonBytes = 1024 * 1024

export const app = new Hono<AppEnv>()
  .use('/api/*', async (c, next) => {
    c.set('now', new Date())
    await next()
    // On the answer as it is: `c.header` would make a new one around its body each time.
    const { headers } = c.res
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    headers.set('X-Content-Type-Options', 'nosniff')
  })
  .use('/api/*', watchHealth)
  .use('/api/*', csrf())
  .use('/api/*', async (c, next) => {
    // hono's `csrf` looks at forms only; a browser names the origin of every other unsafe request as well.
    const origin = c.req.header('origin')
    const isUnsafe = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (isUnsafe && origin !== undefined && origin !== new URL(c.req.url).origin) {
      return problem(c, { code: 'foreign_origin' })
    }
    return next()
  })
  .use('/api/*', async (c, next) => {
    // Whatever hono's validator may read as JSON: `application/merge-patch+json` too.
    const isJson = /json/i.test(c.req.header('content-type') ?? '')
    if (!isJson) return next()
    return bodyLimit({
      maxSize: maxJsonBytes,
      onError: (limited) => problem(limited, { code: 'body_too_large', maxBytes: maxJsonBytes }),
    })(c, next)
  })
  .route('/api/health', health)
  .route('/api/clock', clock)
  .route('/api/sign-in-codes', signInCodes)
  .route('/api/sessions', sessions)
  .route('/api/me', me)
  .route('/api/me/second-factor', secondFactor)
  .route('/api/people', secondFactorReset)
  .route('/api/account-requests', accountRequests)
  .route('/api/invitations', invitations)
  .route('/api/roles', roles)
  .route('/api/roles', roleHandovers)
  .route('/api/mails', mails)
  .route('/api/mail-events', mailEvents)
  .route('/api/demo', demo)
  .route('/api/corrections', corrections)
  .route('/api/verifications', verifications)
  .route('/api/search', search)
  .route('/api/templates', templates)
  .route('/api/editions', editions)
  .route('/api/editions', stages)
  .route('/api/publications', publications)
  .route('/api/bundles', bundles)
  .route('/api/proposals', proposals)
  .route('/api/proposals', proposalSections)
  .route('/api/proposals', sectionRevisions)
  .route('/api/proposals', writingPresence)
  .route('/api/proposals', attachments)
  .route('/api/proposals', handovers)
  .route('/api/proposals', withdrawals)
  .route('/api/proposals', receipts)
  .route('/api/proposals', feedbackLetters)
  .route('/api/proposals', interviewMaterials)
  .route('/api', uploads)
  .route('/api/prior-awards', priorAwards)
  .route('/api', eligibilityChecks)
  .route('/api', similarities)
  .route('/api', submissions)
  .route('/api', screenings)
  .route('/api/agencies', agencies)
  .route('/api/agency-proposals', agencyProposals)
  .route('/api/editions', funnels)
  .route('/api/editions', jurors)
  .route('/api/editions', editionConflicts)
  .route('/api/editions', conflictTables)
  .route('/api/editions', assignmentPlans)
  .route('/api/editions', assignmentProgress)
  .route('/api/editions', assignmentTables)
  .route('/api/editions', jurorProfiles)
  .route('/api/editions', planOverlaps)
  .route('/api/editions', planTables)
  .route('/api/editions', jurorProgress)
  .route('/api/editions', jurorReminders)
  .route('/api/editions', divergences)
  .route('/api/editions', rankings)
  .route('/api/editions', rankingRuns)
  .route('/api/editions', reviewItems)
  .route('/api/editions', secondReadings)
  .route('/api/editions', sheetWithdrawals)
  .route('/api/editions', plenaries)
  .route('/api/editions', results)
  .route('/api/editions', interviewPlans)
  .route('/api/editions', interviewHours)
  .route('/api/editions', interviewSlots)
  .route('/api/editions', availabilities)
  .route('/api/editions', fieldVisits)
  .route('/api/editions', fieldVisitors)
  .route('/api/editions', visitMoves)
  .route('/api/editions', visitFindings)
  .route('/api/assignments', ownSheets)
  .route('/api/assignments', ownPace)
  .route('/api/assignments', offlineReadings)
  .route('/api/assignments', integrityPacts)
  .route('/api/assignments', assignments)
  .route('/api/assignments', readingConflicts)
  .route('/api/assignments', scoreSheets)
  .route('/api/conflicts', conflicts)
  .route('/api/consolidations', consolidations)
  .route('/api/consolidations', consolidationDrafts)
  .route('/api/assignments', scoreSheetRevisions)
  .route('/api/assignments', readingMarks)
  .route('/api/interviews', interviewClocks)
  .route('/api/interviews', interviews)
  .route('/api/visits', visitSheets)
  .route('/api/visits', visitPhotos)

app.notFound((c) => problem(c, { code: 'not_found' }))

app.onError((error, c) => {
  if (error instanceof HTTPException) {
    if (error.status === 400) return problem(c, { code: 'not_json' })
    if (error.status === 403) return problem(c, { code: 'foreign_origin' })
  }
  const requestId = crypto.randomUUID()
  console.error(
    JSON.stringify({ requestId, method: c.req.method, path: c.req.path, error: String(error), stack: error.stack }),
  )
  return problem(c, { code: 'internal_error', requestId })
})

requireDeclaredAccess(app)

export default {
  fetch: app.fetch,
  queue: (batch: MessageBatch<Job>, env: Env) => workJobs(batch, env),
  scheduled: (controller: ScheduledController, env: Env) => keepTime(env, new Date(controller.scheduledTime)),
}
