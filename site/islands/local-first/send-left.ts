import { forgetCopies, type Device } from './device.ts'
import type { DocumentSaver } from './document-saver.ts'
import { findLeftCopies } from './open-document.ts'

/** One tab at a time sends what is left. */
const lockName = 'gelanggang:kirim'
/** Saves of one document before it is left to its page: each may meet a newer version and be merged with it. */
const mostTries = 4

type Left = Pick<DocumentSaver<unknown>, 'isPending' | 'flush' | 'stop'>

/**
 * One document that was left, opened; `gone`: it is this person's no more, and nothing of it stays; `waits`: its page must settle
 * it; `cut_off`: neither it nor the others can be sent now.
 */
export type OpenLeft = (document: string) => Promise<Left | 'gone' | 'waits' | 'cut_off'>

export type Sending = {
  /** Documents whose words the portal now has. */
  sent: number
  /** Documents that still wait: for the network, a sign-in, a choice between two versions, or text to be mended. */
  waiting: number
}

/**
 * Sends what earlier visits typed and could not send, one document after another, without their pages: a day without a network
 * ends with one visit. What is open in a tab is sent by that tab.
 */
export function sendLeft(device: Device, prefix: string, open: OpenLeft): Promise<Sending> {
  const send = () => sendAll(device, prefix, open)
  return navigator.locks ? navigator.locks.request(lockName, send) : send()
}

async function sendAll(device: Device, prefix: string, open: OpenLeft): Promise<Sending> {
  const left = (await findLeftCopies(prefix, device)) ?? []
  const documents = [...new Set(left.map(({ document }) => document))]
  const done = { sent: 0, waiting: documents.length }
  for (const document of documents) {
    const opened = await open(document)
    if (opened === 'cut_off') break
    if (opened === 'waits') continue
    if (opened === 'gone') await forgetCopies(device, document)
    else if (await sendOne(opened)) done.sent += 1
    else continue
    done.waiting -= 1
  }
  return done
}

async function sendOne(saver: Left): Promise<boolean> {
  for (let tries = 0; tries < mostTries && saver.isPending(); tries += 1) await saver.flush()
  const isSent = !saver.isPending()
  saver.stop()
  return isSent
}
