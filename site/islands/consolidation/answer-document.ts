import { parseCopy } from '../local-first/copy.ts'
import { forgetCopies } from '../local-first/device.ts'
import { findLeftCopies, openDocument } from '../local-first/open-document.ts'
import { sealedDevice } from '../local-first/sealed-device.ts'
import { openVault } from '../offline/vault.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'
import { isRevision, revisionOf, sameRevision, type Revision } from './revision.ts'

/** An answer as it stands in the fields. */
export type WrittenAnswer = { kind: 'confirmed' | 'revised' | null; revision: Revision; reason: string }

/** Before anything was typed. */
export const blankAnswer = (round: Pick<Round, 'criteria'>, own: RoundSheet): WrittenAnswer => ({
  kind: null,
  revision: revisionOf(round, own),
  reason: '',
})

/** An answer as it may come from the device or another tab; undefined where it is none. */
export function parseAnswer(value: unknown): WrittenAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('kind' in value && 'revision' in value && 'reason' in value)) return undefined
  const { kind, revision, reason } = value
  if (kind !== 'confirmed' && kind !== 'revised' && kind !== null) return undefined
  return isRevision(revision) && typeof reason === 'string' ? { kind, revision, reason } : undefined
}

export const sameAnswer = (a: WrittenAnswer, b: WrittenAnswer): boolean =>
  a.kind === b.kind && a.reason === b.reason && sameRevision(a.revision, b.revision)

/** An answer in words, to copy from. */
export function wordsOf({ criteria }: Pick<Round, 'criteria'>, { kind, revision, reason }: WrittenAnswer): string {
  const ofCriteria = criteria.map(
    ({ id, title }) => `${title}: ${[revision.points[id], revision.comments[id]].filter(Boolean).join(', ')}`,
  )
  const whole = revision.comment ? [`Catatan untuk seluruh usulan: ${revision.comment}`] : []
  return [...(kind === 'revised' ? [...ofCriteria, ...whole] : []), `Alasan: ${reason}`].join('\n')
}

const nameOf = (roundId: string) => `konsolidasi:${roundId}`

/** What one juror types in a round: sealed on this device alone until it is sent whole, and kept through anything before. */
export async function openAnswer(personId: string, round: Round, own: RoundSheet, onChange: () => void) {
  const device = await deviceOf(personId)
  const name = nameOf(round.id)
  const left = (await findLeftCopies(name, device)) ?? []
  const stored = { content: blankAnswer(round, own), version: 0, savedAt: null }
  const kind = {
    device,
    parse: parseAnswer,
    isSame: sameAnswer,
    covers: sameAnswer,
    send: null,
    theirsIn: () => undefined,
  }
  const saver = openDocument<WrittenAnswer>(name, stored, kind, left, onChange)
  return {
    saver,
    /** It was sent, or given up. */
    forget: async () => {
      saver.hold(true)
      saver.stop()
      await forgetCopies(device, name)
    },
  }
}

export type OpenAnswer = Awaited<ReturnType<typeof openAnswer>>

const deviceOf = async (personId: string) => sealedDevice(await openVault(personId))

/** What is left of an answer that was not sent. */
export async function listLeft(personId: string, round: Round, own: RoundSheet): Promise<WrittenAnswer[]> {
  const found = (await (await deviceOf(personId)).list(nameOf(round.id))) ?? []
  const blank = blankAnswer(round, own)
  return found.flatMap(({ document, value }) => {
    const copy = document === nameOf(round.id) ? parseCopy(value, parseAnswer) : undefined
    return copy && !sameAnswer(copy.content, blank) ? [copy.content] : []
  })
}

export const forgetLeft = async (personId: string, roundId: string): Promise<void> =>
  forgetCopies(await deviceOf(personId), nameOf(roundId))
