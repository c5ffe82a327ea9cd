import { env } from 'cloudflare:workers'
import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types'
import type { Actor } from '#domain/access.ts'

/** Work done outside a request. Each message may arrive twice; every handler bears that. */
export type Job =
  | { kind: 'mail'; mailId: string }
  | { kind: 'rebuild'; hash: string }
  | { kind: 'sketch'; proposalId: string }
  | { kind: 'ranking'; runId: string; step: number }
  | ReminderJob
  | JurorReminderJob
  | { kind: 'attachment_text'; attachmentId: string }
  | FeedbackJob
  | { kind: 'sheet_handed_in'; assignmentId: string }
  /** Proposals that lack readers get new ones. */
  | { kind: 'fill_gaps'; editionId: string; stageId: string; reason: string }

/** One page of the mails that tell of feedback letters: the proposals after this one. */
export type FeedbackJob = { kind: 'feedback_letters'; hash: string; afterProposalId: string }

/** One page of a reminder: the agencies after this one. `closesAt` is the closing it speaks of, in milliseconds. */
export type ReminderJob = {
  kind: 'reminder'
  editionId: string
  stageId: string
  hoursBefore: number
  closesAt: number
  afterAgencyId: string
}

/** The same to jurors with open sheets: those after this one. */
export type JurorReminderJob = {
  kind: 'juror_reminder'
  editionId: string
  stageId: string
  hoursBefore: number
  closesAt: number
  afterJurorId: string
}

/** The `send_email` binding of the platform. */
export type Mailer = {
  send(message: {
    from: string
    to: string
    subject: string
    text: string
    headers: Record<string, string>
  }): Promise<{ messageId: string }>
}

export type Env = {
  DB: D1Database
  FILES: R2Bucket
  JOBS: Queue<Job>
  EMAIL: Mailer
  /** The static site that is served beside the API. */
  ASSETS: { fetch(address: string): Promise<Response> }
  /** Public address without a trailing slash. */
  ORIGIN: string
  /** Signs the session cookie; at least 32 characters. */
  AUTH_SECRET: string
  /** `1` opens the role switch; refused at load beside an address that is not loopback. */
  DEMO?: string
  /** What the mail service shows in `X-Mail-Events-Secret` when it reports on letters; without it no report is taken. */
  MAIL_EVENTS_SECRET?: string
  /** Called after a publication, so that the static site is built anew. */
  REBUILD_HOOK_URL?: string
}

/** Whoever is signed in; `grants` are those that count now. */
export type SignedIn = Actor & { name: string; email: string; sessionId: string; hasSecondFactor: boolean }

export type AppEnv = {
  Bindings: Env
  Variables: {
    now: Date
    actor: SignedIn
    /** Milliseconds since 1970 when a large body had arrived whole: how long that took is the sender's line, not our service. */
    receivedAt?: number
  }
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Throws when the demonstration flag meets an address that other machines can reach, or when the secret is missing. */
export function checkEnvironment({ ORIGIN, DEMO, AUTH_SECRET }: Pick<Env, 'ORIGIN' | 'DEMO' | 'AUTH_SECRET'>): void {
  if (DEMO === '1' && !loopback.has(new URL(ORIGIN).hostname)) {
    throw new Error(`DEMO=1 lets anyone take any role; it is refused at ${ORIGIN}. Unset DEMO, or serve on localhost.`)
  }
  if (typeof AUTH_SECRET !== 'string' || AUTH_SECRET.length < 32) {
    throw new Error('AUTH_SECRET must be set to at least 32 characters (wrangler secret put AUTH_SECRET).')
  }
}

/** The one door to the platform outside a request. */
export const platform: Env = env
