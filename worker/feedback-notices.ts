import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import { isUnannounced, listUnannounced } from '#db/feedback-letters.ts'
import { insertMails } from '#db/mails.ts'
import { loadPublication } from '#db/publications.ts'
import { selectRecipients } from '#db/recipients.ts'
import type { Env, FeedbackJob } from './env.ts'
import { loadPublishedPlenary } from './feedback.ts'
import { feedbackNotice } from './letters/feedback.ts'
import { announceMails, mailRow } from './mail.ts'

/** Proposals whose people one message of the queue writes to. */
const proposalsPerPage = 50
/** Results published longer ago are not announced any more. */
const patienceMs = 7 * 24 * 3600 * 1000

/** Begins the announcement of letters whose results became public. Begun twice it does no harm: each mail is written once. */
export async function keepFeedbackNotices(env: Env, now: Date): Promise<void> {
  const waiting = await listUnannounced(openDb(env.DB), new Date(now.getTime() - patienceMs))
  for (const { hash } of waiting) await env.JOBS.send({ kind: 'feedback_letters', hash, afterProposalId: '' })
}

/** One page; the last one writes down that it is done. */
export async function workFeedbackNotices(env: Env, { hash, afterProposalId }: FeedbackJob, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const publication = await loadPublication(db, hash)
  const edition = publication && (await findEdition(db, publication.editionId))
  const published = publication && edition && (await loadPublishedPlenary(env, edition, publication))
  if (!published) throw new Error(`the results ${hash} cannot be read`)
  const { ranked, unranked } = published.plenary
  const candidates = [...ranked, ...unranked].toSorted((a, b) => (a.proposalId < b.proposalId ? -1 : 1))
  const page = candidates.filter(({ proposalId }) => proposalId > afterProposalId).slice(0, proposalsPerPage)
  const recipients = await selectRecipients(
    db,
    page.map(({ proposalId }) => proposalId),
    now,
  )
  const mails = page.flatMap((proposal) => {
    const notice = feedbackNotice(proposal, published)
    const people = new Map(
      recipients.filter(({ proposalId }) => proposalId === proposal.proposalId).map(({ id, email }) => [id, email]),
    )
    return [...people].map(([id, email]) =>
      mailRow(now, { ...notice, to: { id, email }, onceKey: `feedback:${hash}:${proposal.proposalId}:${id}` }),
    )
  })
  if (mails.length > 0) await insertMails(db, mails)
  await announceMails(env, mails)
  const last = page.at(-1)
  if (last && page.length === proposalsPerPage) {
    await env.JOBS.send({ kind: 'feedback_letters', hash, afterProposalId: last.proposalId })
    return
  }
  await insertAuditEventIf(
    db,
    {
      at: now,
      actorId: null,
      action: 'feedback_letters.announced',
      editionId: published.edition.id,
      subjectId: hash,
      detail: { stageId: published.scoring.id, proposals: candidates.length },
    },
    isUnannounced(hash),
  )
}
