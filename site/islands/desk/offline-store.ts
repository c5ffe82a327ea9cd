import type { Vault } from '../offline/vault.ts'
import { prepareShell } from '../offline/shell.ts'
import { listWholeReadings, type ReadingStage, type ReadingView } from './desk-api.ts'
import { fileName, loadFile } from './files.ts'
import { nameOf } from './reading-store.ts'
import type { ClientProblem } from '#site/text/problems.ts'

/** Under this name: what was kept for which stage, and when. */
const preparedName = 'prepared'

type Prepared = { edition: string; stageId: string; at: string; readings: number }

export type KeptFile = { readingId: string; sha256: string; sizeBytes: number; required: boolean }

export type Kept = {
  prepared: Prepared | null
  readings: number
  files: number
  sizeBytes: number
  /** Attachments of the readings that are kept, each content once. */
  allFiles: readonly KeptFile[]
}

export const fileChoices = ['none', 'required', 'all'] as const
export type FileChoice = (typeof fileChoices)[number]

export const filesOf = ({ allFiles }: Kept, choice: FileChoice): KeptFile[] =>
  choice === 'none' ? [] : allFiles.filter(({ required }) => choice === 'all' || required)

/** What this device has of a stage. */
export async function lookAtKept(vault: Vault, stage: ReadingStage): Promise<Kept> {
  const [prepared, sizeBytes, fileNames] = await Promise.all([
    vault.get<Prepared>(preparedName),
    vault.sizeBytes(),
    vault.names('file:'),
  ])
  const own = prepared && prepared.edition === stage.edition && prepared.stageId === stage.stageId ? prepared : null
  const views = own ? await Promise.all(stage.assignments.map(({ id }) => vault.get<ReadingView>(nameOf(id)))) : []
  const there = views.filter((view) => view !== undefined)
  const files = new Map(
    there.flatMap(({ id, proposal }) =>
      proposal.attachments.map(
        ({ sha256, sizeBytes: bytes, required }) =>
          [sha256, { readingId: id, sha256, sizeBytes: bytes, required }] as const,
      ),
    ),
  )
  return { prepared: own, readings: there.length, files: fileNames.length, sizeBytes, allFiles: [...files.values()] }
}

export type Progress = { done: number; of: number }
export type Ended = { ok: true } | { ok: false; problem: ClientProblem | 'device' }

/** Every text and rubric of a stage, page after page; what was kept of readings that are the juror's no more goes. */
export async function keepReadings(vault: Vault, stage: ReadingStage, tell: (at: Progress) => void): Promise<Ended> {
  const kept = new Set<string>()
  const of = stage.assignments.length
  for (let after: number | null = 0; after !== null;) {
    const answer = await listWholeReadings(stage.edition, stage.stageId, after)
    if (!answer.ok) return { ok: false, problem: answer.problem }
    for (const view of answer.value.readings) {
      if (!(await vault.put(nameOf(view.id), view))) return { ok: false, problem: 'device' }
      kept.add(view.id)
      tell({ done: kept.size, of })
    }
    after = answer.value.next
  }
  for (const name of await vault.names('reading:'))
    if (!kept.has(name.slice('reading:'.length))) await vault.remove(name)
  const { edition, stageId } = stage
  const prepared: Prepared = { edition, stageId, at: new Date().toISOString(), readings: kept.size }
  if (!(await vault.put(preparedName, prepared))) return { ok: false, problem: 'device' }
  await prepareShell()
  return { ok: true }
}

/** The chosen attachments, one after the other; those that are kept already are not fetched again. */
export async function keepFiles(
  vault: Vault,
  files: readonly KeptFile[],
  tell: (at: Progress) => void,
): Promise<Ended> {
  const there = new Set(await vault.names('file:'))
  let done = 0
  for (const { readingId, sha256 } of files) {
    if (!there.has(fileName(sha256))) {
      const blob = await loadFile(readingId, sha256, null)
      if (!blob) return { ok: false, problem: { code: 'network' } }
      if (!(await vault.put(fileName(sha256), blob))) return { ok: false, problem: 'device' }
    }
    done += 1
    tell({ done, of: files.length })
  }
  return { ok: true }
}

/** Texts and attachments go; words and sheets that have not arrived stay until they have. */
export async function wipeKept(vault: Vault): Promise<void> {
  const names = [...(await vault.names('reading:')), ...(await vault.names('file:')), preparedName]
  for (const name of names) await vault.remove(name)
}
