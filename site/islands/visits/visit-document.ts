import { findingOutcomes, type FindingOutcome, type WrittenVisit } from '#domain/field-visit.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import { forgetCopies } from '../local-first/device.ts'
import type { Theirs } from '../local-first/document-saver.ts'
import { findLeftCopies, openDocument, type DocumentKind } from '../local-first/open-document.ts'
import { sealedDevice } from '../local-first/sealed-device.ts'
import type { Vault } from '../offline/vault.ts'
import { saveVisitDraft, type VisitView } from './visits-api.ts'

const nameOf = (visitId: string) => `kunjungan:${visitId}`

const isOutcome = (value: unknown): value is FindingOutcome => findingOutcomes.some((outcome) => outcome === value)

/** A sheet as read from the device or another tab; undefined where it is none. */
export function parseVisit(value: unknown): WrittenVisit | undefined {
  if (typeof value !== 'object' || value === null || !('findings' in value && 'comment' in value)) return undefined
  const { findings, comment } = value
  if (typeof findings !== 'object' || findings === null || typeof comment !== 'string') return undefined
  const read = Object.entries(findings).flatMap(([id, found]: [string, unknown]) => {
    if (typeof found !== 'object' || found === null || !('outcome' in found && 'note' in found)) return []
    const { outcome, note } = found
    return isOutcome(outcome) && typeof note === 'string' ? [[id, { outcome, note }] as const] : []
  })
  return { findings: Object.fromEntries(read), comment }
}

const checksOf = (...sheets: readonly WrittenVisit[]) => [
  ...new Set(sheets.flatMap(({ findings }) => Object.keys(findings))),
]
const sameFinding = (a: WrittenVisit, b: WrittenVisit, id: string) =>
  a.findings[id]?.outcome === b.findings[id]?.outcome && a.findings[id]?.note === b.findings[id]?.note

export const sameVisit = (a: WrittenVisit, b: WrittenVisit): boolean =>
  a.comment === b.comment && checksOf(a, b).every((id) => sameFinding(a, b, id))

/** Whether nothing that is said in `part` is missing in `whole`. */
export const coversVisit = (whole: WrittenVisit, part: WrittenVisit): boolean =>
  whole.comment.includes(part.comment.trim()) && checksOf(part).every((id) => sameFinding(whole, part, id))

/** Check by check; undefined where both changed the same one differently. */
export function mergeVisits(base: WrittenVisit, mine: WrittenVisit, theirs: WrittenVisit): WrittenVisit | undefined {
  const findings: Record<string, WrittenVisit['findings'][string]> = {}
  for (const id of checksOf(base, mine, theirs)) {
    const [isMine, isTheirs] = [!sameFinding(base, mine, id), !sameFinding(base, theirs, id)]
    if (isMine && isTheirs && !sameFinding(mine, theirs, id)) return undefined
    const chosen = (isMine ? mine : theirs).findings[id]
    if (chosen) findings[id] = chosen
  }
  const isMine = mine.comment !== base.comment
  if (isMine && theirs.comment !== base.comment && mine.comment !== theirs.comment) return undefined
  return { findings, comment: (isMine ? mine : theirs).comment }
}

function theirsIn(problem: ClientProblem): Theirs<WrittenVisit> | undefined {
  if (problem.code !== 'visit_draft_conflict') return undefined
  const { theirs, version } = problem
  return {
    content: { findings: theirs.findings, comment: theirs.comment },
    version,
    savedAt: theirs.savedAt,
    savedBy: '',
  }
}

const emptyVisit: WrittenVisit = { findings: {}, comment: '' }

/** Opens the sheet of one visit for writing: sealed on this device first, on the portal as soon as there is a way. */
export async function openVisit({ id, draft }: VisitView, vault: Vault | null, onChange: () => void) {
  const device = sealedDevice(vault)
  const kind: DocumentKind<WrittenVisit> = {
    device,
    parse: parseVisit,
    isSame: sameVisit,
    covers: coversVisit,
    merge: mergeVisits,
    send: (written, version, isLeaving) => saveVisitDraft(id, written, version, isLeaving),
    theirsIn,
  }
  const stored = draft
    ? { content: { findings: draft.findings, comment: draft.comment }, version: draft.version, savedAt: draft.savedAt }
    : { content: emptyVisit, version: 0, savedAt: null }
  const left = (await findLeftCopies(nameOf(id), device)) ?? []
  const saver = openDocument(nameOf(id), stored, kind, left, onChange)
  return { saver, forget: () => forgetCopies(device, nameOf(id)) }
}

export type OpenVisit = Awaited<ReturnType<typeof openVisit>>
