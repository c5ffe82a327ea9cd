import { receive, type Answer } from './answer.ts'
import { proposalSectionsApi, proposalsApi, type ProposalView } from './api.ts'
import { listCopies } from './local-first/device.ts'
import type { DocumentSaver, Stored } from './local-first/document-saver.ts'
import { moveOldCopies } from './local-first/old-copies.ts'
import { findLeftCopies, openDocument, type DocumentKind } from './local-first/open-document.ts'
import { detailsOf, mergeDetails, parseDetails, sameDetails, storedOf, type Details } from './proposal-details.ts'

/** Stands where a section's id stands for the others. */
const detailsPart = '(data)'

/** A request that outlives its page may carry this much (bytes, by the Fetch standard); a longer one is sent as usual. */
const keepaliveBytes = 60_000

const howToSend = (content: string, isLeaving: boolean) => ({
  init: { keepalive: isLeaving && new TextEncoder().encode(content).length < keepaliveBytes },
})

const prefixOf = (userId: string, proposalId: string) => `${userId}:${proposalId}:`

export type ProposalDocuments = {
  sections: ReadonlyMap<string, DocumentSaver<string>>
  details: DocumentSaver<Details>
  /** Whether this device keeps copies. */
  deviceKeeps: boolean
}

const sectionKind = (proposalId: string, section: string): DocumentKind<string> => ({
  parse: (value) => (typeof value === 'string' ? value : undefined),
  isSame: (a, b) => a === b,
  covers: (whole, part) => whole.includes(part.trim()),
  send: (text, version, isLeaving) => {
    const param = { id: proposalId, section }
    const put = proposalSectionsApi[':id'].sections[':section'].$put
    return receive(put({ param, json: { text, version } }, howToSend(text, isLeaving)))
  },
  theirsIn: (problem) =>
    problem.code === 'version_conflict' ? { ...problem.theirs, content: problem.theirs.text } : undefined,
})

const detailsKind = (proposalId: string): DocumentKind<Details> => ({
  parse: parseDetails,
  isSame: sameDetails,
  covers: sameDetails,
  merge: mergeDetails,
  send: (details, version, isLeaving): Promise<Answer<{ version: number; savedAt: string }>> => {
    const json = { ...storedOf(details), version }
    return receive(proposalsApi[':id'].$put({ param: { id: proposalId }, json }, howToSend(details.title, isLeaving)))
  },
  theirsIn: (problem) =>
    problem.code === 'details_conflict'
      ? { content: detailsOf(problem.theirs), version: problem.version, savedAt: null, savedBy: '' }
      : undefined,
})

/** Opens every part of a proposal for writing, with what earlier visits left on this device. */
export async function openProposalDocuments(
  view: ProposalView,
  userId: string,
  onChange: () => void,
): Promise<ProposalDocuments> {
  const prefix = prefixOf(userId, view.id)
  await moveOldCopies(prefix, readOld).catch(() => undefined)
  const left = await findLeftCopies(prefix)
  const open = <Content>(part: string, stored: Stored<Content>, kind: DocumentKind<Content>) =>
    openDocument(prefix + part, stored, kind, left ?? [], onChange)
  const sections = view.rules.sections.map(({ id }) => {
    const stored = view.sections.find((section) => section.id === id)
    const text = { content: stored?.text ?? '', version: stored?.version ?? 0, savedAt: stored?.savedAt ?? null }
    return [id, open(id, text, sectionKind(view.id, id))] as const
  })
  const details = { content: detailsOf(view), version: view.version, savedAt: null }
  return {
    sections: new Map(sections),
    details: open(detailsPart, details, detailsKind(view.id)),
    deviceKeeps: left !== null,
  }
}

function readOld(part: string, text: string) {
  if (part !== detailsPart) return { content: text, base: '' }
  const content = parseDetails(JSON.parse(text))
  return content && { content, base: { ...content, title: `${content.title} (lama)` } }
}

/** Texts of sections that this device keeps, of whichever tab: shown where nothing can be saved any more. */
export async function leftTexts(userId: string, proposalId: string): Promise<ReadonlyMap<string, string>> {
  const prefix = prefixOf(userId, proposalId)
  await moveOldCopies(prefix, readOld).catch(() => undefined)
  const left = (await listCopies(prefix)) ?? []
  return new Map(
    left.flatMap(({ document, value }) => {
      const content: unknown = typeof value === 'object' && value !== null && 'content' in value ? value.content : null
      return typeof content === 'string' ? [[document.slice(prefix.length), content] as const] : []
    }),
  )
}
