import type { Rubric } from '#domain/edition.ts'
import type { Answer } from './answer.ts'
import { parseCopy } from './local-first/copy.ts'
import { forgetCopies, type Device } from './local-first/device.ts'
import type { DocumentSaver, Stored, Theirs } from './local-first/document-saver.ts'
import { findLeftCopies, openDocument, type DocumentKind } from './local-first/open-document.ts'
import { sealedDevice } from './local-first/sealed-device.ts'
import { openVault } from './offline/vault.ts'
import { takeOverOldSheets } from './old-sheets.ts'
import { contentOf, coversSheet, isSame, merge, parseTyped, typedOf, type Typed } from './score-draft.ts'
import { loadAssignment, saveDraft } from './staff-api.ts'
import type { AssignmentView } from './staff-answers.ts'

const sheetPrefix = 'lembar:'
export const sheetName = (assignmentId: string) => sheetPrefix + assignmentId

/** Where a juror's copies are kept: sealed, and nowhere where the browser cannot seal. */
export const sheetDevice = async (personId: string): Promise<Device> => sealedDevice(await openVault(personId))

const storedSheet = ({ draft }: AssignmentView): Stored<Typed> =>
  draft
    ? { content: typedOf(draft), version: draft.version, savedAt: draft.savedAt }
    : { content: {}, version: 0, savedAt: null }

function sheetKind(id: string, rubric: Rubric, device: Device): DocumentKind<Typed> {
  let theirs: Theirs<Typed> | undefined
  return {
    device,
    parse: parseTyped,
    isSame,
    covers: coversSheet,
    sendable: (typed) => typedOf(contentOf(rubric, typed)),
    merge: (base, mine, others) => {
      const { sheet, clashes } = merge(base, mine, others)
      return clashes.length === 0 ? sheet : undefined
    },
    send: async (typed, version): Promise<Answer<{ version: number; savedAt: string }>> => {
      const saved = await saveDraft(id, { ...contentOf(rubric, typed), version })
      if (saved.ok || saved.problem.code !== 'draft_conflict') return saved
      // The refusal names the newer version only; the sheet itself is asked for.
      const there = await loadAssignment(id)
      if (!there.ok) return there
      if (there.value.sheet) return { ok: false, problem: { code: 'already_handed_in' } }
      theirs = { ...storedSheet(there.value), savedBy: '' }
      return saved
    },
    theirsIn: (problem) => (problem.code === 'draft_conflict' ? theirs : undefined),
  }
}

export type SheetDocument = {
  saver: DocumentSaver<Typed>
  /** Takes every copy of this sheet from the device: it was handed in, or is this person's no more. */
  forget: () => Promise<void>
}

/** Opens the draft of a sheet for writing, with what earlier visits left on this device. */
export async function openSheet(view: AssignmentView, personId: string, onChange: () => void): Promise<SheetDocument> {
  const [device, name] = [await sheetDevice(personId), sheetName(view.id)]
  const unsealed = await takeOverOldSheets([view.id], sheetName, device)
  const left = [...((await findLeftCopies(name, device)) ?? []), ...unsealed]
  const saver = openDocument(name, storedSheet(view), sheetKind(view.id, view.rubric, device), left, onChange)
  const forget = async () => {
    saver.hold(true)
    saver.stop()
    await forgetCopies(device, name)
  }
  return { saver, forget }
}

/** What this device still has of a sheet that was handed in, where that says otherwise: it cannot be sent any more. */
export async function leftOfHandedIn(view: AssignmentView, personId: string): Promise<Typed[]> {
  const { id, sheet } = view
  if (!sheet) return []
  const [device, name] = [await sheetDevice(personId), sheetName(id)]
  const unsealed = await takeOverOldSheets([id], sheetName, device)
  const found = [...((await device.list(name)) ?? []), ...unsealed].filter(({ document }) => document === name)
  const contents = found.flatMap(({ value }) => {
    const copy = parseCopy(value, parseTyped)
    return copy ? [copy.content] : []
  })
  const others = contents.filter((typed) => !coversSheet(typedOf(sheet), typed))
  if (others.length === 0) await forgetCopies(device, name)
  return others
}
