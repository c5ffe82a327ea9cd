import { openDb } from '#db/client.ts'
import { firstDueAt, insertMail, listDueMails, loadMail, markMailFailed, markMailSent } from '#db/mails.ts'
import type { Env } from './env.ts'

export type Letter = {
  kind: string
  /** `id` is null for an address that belongs to no account. */
  to: { id: string | null; email: string }
  subject: string
  body: string
  /** What must not be written twice; the row with a key already taken is refused by the database. */
  onceKey?: string
}

/** A row of the outbox, for the batch of the fact it tells of. The caller then calls `announceMails`. */
export const mailRow = (now: Date, letter: Letter) => ({
  id: crypto.randomUUID(),
  kind: letter.kind,
  toUserId: letter.to.id,
  toAddress: letter.to.email,
  onceKey: letter.onceKey ?? null,
  subject: letter.subject,
  body: letter.body,
  createdAt: now,
  dueAt: firstDueAt(now),
})

/** The queue takes at most this many messages at once. */
const messagesPerSend = 100

/**
 * Tells the queue of rows that are written. A queue that does not take them is no failure of what they tell of, which is done: the
 * sweep of the next minute finds them.
 */
export async function announceMails(env: Env, mails: readonly { id: string }[]): Promise<void> {
  for (let sent = 0; sent < mails.length; sent += messagesPerSend) {
    const some = mails.slice(sent, sent + messagesPerSend)
    const batch = some.map(({ id }) => ({ body: { kind: 'mail' as const, mailId: id } }))
    await env.JOBS.sendBatch(batch).catch((error: unknown) => {
      console.error(JSON.stringify({ unsent: 'mail', letters: some.length, error: String(error) }))
    })
  }
}

/** A letter that belongs to no other change. */
export async function sendMail(env: Env, now: Date, letter: Letter): Promise<void> {
  const row = mailRow(now, letter)
  await insertMail(openDb(env.DB), row)
  await announceMails(env, [row])
}

/** Comes back with a report about the letter, so that `POST /api/mail-events` can name it. */
const mailIdHeader = 'X-Gelanggang-Mail'

/** Delivers one row of the outbox. A row already sent is left alone, so a message that arrives twice is harmless. */
export async function deliverMail(env: Env, mailId: string, now: Date): Promise<'sent' | 'gone' | 'failed'> {
  const db = openDb(env.DB)
  const mail = await loadMail(db, mailId)
  if (!mail || mail.sentAt) return 'gone'
  try {
    await env.EMAIL.send({
      from: `surat@${new URL(env.ORIGIN).hostname}`,
      to: mail.toAddress,
      subject: mail.subject,
      text: `${mail.body}\n\n${env.ORIGIN}\n`,
      headers: { [mailIdHeader]: mailId },
    })
  } catch (error) {
    await markMailFailed(db, mailId, error instanceof Error ? error.message : String(error), now)
    return 'failed'
  }
  await markMailSent(db, mailId, now)
  return 'sent'
}

/** Puts rows back into the queue that no message reached, and those whose tries there are used up, ever more rarely. */
export async function sweepMails(env: Env, now: Date): Promise<void> {
  await announceMails(env, await listDueMails(openDb(env.DB), now, 100))
}
