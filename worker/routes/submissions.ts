import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { windowsOf } from '#db/proposals.ts'
import { selectScreenings } from '#db/screenings.ts'
import { selectNextWaiting, selectSubmission, selectUsedPlaces } from '#db/submissions.ts'
import { holdsIn } from '#domain/access.ts'
import { ageMonths } from '#domain/eligibility.ts'
import { move, writersAmong } from '#domain/proposal.ts'
import { hintsFor } from '#domain/screening.ts'
import { countWords } from '#domain/word-count.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body } from '../body.ts'
import { eligibilityView, judgeEligibility, judgeProposal, notEligible } from '../eligibility.ts'
import type { AppEnv } from '../env.ts'
import { hintText } from '../letters/screening.ts'
import { intentOf, judgeLate } from '../late-submission.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal } from '../proposal-view.ts'
import { announceSketch } from '../sketch.ts'
import { freezeNow, isOvertaken, saveSubmission } from '../submission.ts'

/** Tries before giving up when others write at the same moment or a random number is taken. */
const tries = 5

/** `intent`: the token of the page that was checked while registration was open; it may help after the closing. */
const forwarding = z.object({ intent: z.string().max(1000).optional() })

/** Forwarding to the secretariat, and what the secretariat reads. Mounted at /api. */
export const submissions = new Hono<AppEnv>()
  .post('/proposals/:id/submissions', allow('agency_admin'), body(forwarding), async (c) => {
    const { now, actor } = c.var
    const { intent: token } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    for (let attempt = 1; ; attempt += 1) {
      const [whole, used] = await Promise.all([loadWholeProposal(db, id), selectUsedPlaces(db, id).get()])
      const writers = whole ? writersAmong(actor, whole) : []
      if (!whole || !writers.includes('agency_admin')) return problem(c, { code: 'not_found' })

      const [last] = whole.receipts
      if (whole.state === 'submitted' && last) {
        const { referenceNumber, revision, sha256, submittedAt } = last
        return c.json({ referenceNumber, revision, sha256, submittedAt: submittedAt.toISOString() }, 200)
      }
      const moved = move({ state: whole.state, writers, windows: windowsOf(whole) }, 'forwarded', now)
      const late =
        !moved.ok && moved.refusal.code === 'stage_not_open' && now >= whole.registrationClosesAt && token !== undefined
          ? await judgeLate(c.env, db, { whole, token, now })
          : undefined
      if (late && !late.ok) return problem(c, late.refusal)
      if (!moved.ok && !late) return problem(c, moved.refusal)
      const frozen = freezeNow(whole)
      if (!frozen.ok) return problem(c, frozen.refusal)
      const stopped = notEligible((await judgeProposal(db, whole)) ?? [], whole.rules, whole.groupId)
      if (stopped) return problem(c, stopped)
      const group = whole.rules.groups.find((one) => one.id === whole.groupId)
      const cap = group?.capPerAgency ?? null
      if (group && cap !== null && used?.isHeld !== 1 && (used?.used ?? 0) >= cap) {
        return problem(c, { code: 'cap_reached', cap, group: group.name })
      }

      try {
        const { receipt, mails } = await saveSubmission(db, {
          whole,
          frozen: frozen.value,
          cap,
          at: now,
          by: actor.id,
          late: late?.value,
        })
        await Promise.all([announceMails(c.env, mails), announceSketch(c.env, id)])
        const { referenceNumber, revision } = frozen.value
        return c.json({ referenceNumber, revision, sha256: receipt.sha256, submittedAt: now.toISOString() }, 201)
      } catch (error) {
        if (attempt === tries || !isOvertaken(error)) throw error
      }
    }
  })
  .get('/proposals/:id/intent', allow('agency_admin'), async (c) => {
    const { now, actor } = c.var
    const whole = await loadWholeProposal(openDb(c.env.DB), c.req.param('id'))
    const writers = whole ? writersAmong(actor, whole) : []
    if (!whole || !writers.includes('agency_admin')) return problem(c, { code: 'not_found' })
    const moved = move({ state: whole.state, writers, windows: windowsOf(whole) }, 'forwarded', now)
    if (!moved.ok) return problem(c, moved.refusal)
    return c.json({ intent: (await intentOf(c.env, whole, now)) ?? null })
  })
  .get('/submissions/:id', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[found], screenings, [next]] = await db.batch([
      selectSubmission(db, id),
      selectScreenings(db, id),
      selectNextWaiting(db, id),
    ])
    if (!found || !holdsIn(c.var.actor, found.editionId, 'secretariat', 'auditor')) {
      return problem(c, { code: 'not_found' })
    }
    const { content, rules } = found
    const months = ageMonths(content.startedOn, found.announcedClosesAt)
    const attachedRuleIds = content.attachments.map(({ ruleId }) => ruleId)
    const { groupId, title, startedOn, registryId = null, replicationOf = null } = content
    const eligibility =
      (await judgeEligibility(
        db,
        { id: found.editionId, isSimulation: found.isSimulation, rules },
        { groupId, title, startedOn, registryId, replicationOf, agencyId: found.agencyId, agencyName: content.agency },
        found.proposalId,
      )) ?? []
    const judged = eligibilityView(eligibility, rules, groupId)
    const group = rules.groups.find((one) => one.id === groupId)?.name ?? groupId
    return c.json({
      submission: content,
      proposalId: found.proposalId,
      state: found.state,
      isNewest: found.isNewest === 1,
      ageMonths: months,
      sha256: found.sha256,
      submittedAt: found.submittedAt.toISOString(),
      sections: content.sections.map(({ id, text }) => {
        const section = rules.sections.find((one) => one.id === id)
        return { id, title: section?.title ?? id, text, words: countWords(text), maxWords: section?.maxWords ?? 0 }
      }),
      attachments: content.attachments.map(({ ruleId, fileName, sizeBytes, sha256 }) => ({
        ruleId,
        title: rules.attachments.find(({ id }) => id === ruleId)?.title ?? ruleId,
        fileName,
        sizeBytes,
        sha256,
      })),
      eligibility: judged,
      hints: hintsFor({ groupId, ageMonths: months, attachedRuleIds, twin: found.twin, eligibility }, rules).map(
        (hint) => ({ code: hint.code, text: hintText(hint, group) }),
      ),
      screenings: screenings.map((screening) => ({ ...screening, at: screening.at.toISOString() })),
      nextSubmissionId: next?.id ?? null,
    })
  })
  .get('/submissions/:id/attachments/:sha256', allow('secretariat', 'auditor'), async (c) => {
    const found = await selectSubmission(openDb(c.env.DB), c.req.param('id')).get()
    const file = found?.content.attachments.find(({ sha256 }) => sha256 === c.req.param('sha256'))
    if (!found || !file || !holdsIn(c.var.actor, found.editionId, 'secretariat', 'auditor')) {
      return problem(c, { code: 'not_found' })
    }
    return attachmentFile(c, file)
  })
