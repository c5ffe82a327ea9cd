import type { Recipient } from '#db/recipients.ts'
import type { LetterText } from './letters/proposal.ts'
import { mailRow } from './mail.ts'

/** One letter to several people as rows of the outbox; a person of two roles gets it once. */
export function lettersTo(now: Date, recipients: readonly Recipient[], letter: LetterText) {
  const people = new Map(recipients.map(({ id, email }) => [id, { id, email }]))
  return [...people.values()].map((to) => mailRow(now, { ...letter, to }))
}
