import { useCallback, useMemo } from 'react'
import { formSteps } from '#site/text/proposal-problems.ts'
import type { ProposalView } from './api.ts'
import { TextArea } from './Field.tsx'
import { useKept } from './useKept.ts'

/** Part of the form -> what the admin is about to say of it. */
export type PartNotes = Readonly<Record<string, string>>

function read(text: string): PartNotes {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).map(([part, note]) => [part, String(note)]))
  } catch {
    return {}
  }
}

/** Notes on parts that are written while reading; kept for this tab until they are sent. */
export function usePartNotes(proposalId: string) {
  const [kept, keep, forget] = useKept(`catatan:${proposalId}`, '{}')
  const notes = useMemo(() => read(kept), [kept])
  const setNote = useCallback(
    (part: string, note: string) => keep(JSON.stringify({ ...notes, [part]: note })),
    [notes, keep],
  )
  return { notes, setNote, forget }
}

export const writtenNotes = (notes: PartNotes) =>
  Object.entries(notes).flatMap(([sectionId, note]) => (note.trim() === '' ? [] : [{ sectionId, note: note.trim() }]))

export function partTitle({ rules }: Pick<ProposalView, 'rules'>, part: string): string {
  if (part === formSteps.details) return 'Data inovasi'
  if (part === formSteps.attachments) return 'Lampiran'
  return rules.sections.find(({ id }) => id === part)?.title ?? part
}

type FieldProps = { part: string; title: string; value: string; onValue: (note: string) => void }

/** Folded until there is something to say. */
export function PartNoteField({ part, title, value, onValue }: FieldProps) {
  return (
    <details className="no-print" open={value !== '' || undefined}>
      <summary>Beri catatan pada {title}</summary>
      <TextArea
        id={`catatan-${part}`}
        label={`Catatan pada ${title}`}
        hint="Tampil bagi unit di samping bagian ini bila Anda mengembalikan usulan."
        maxLength={2000}
        value={value}
        onValue={onValue}
      />
    </details>
  )
}

type Handover = ProposalView['handovers'][number]

/** What the admin said when the proposal came back, as long as it stands with the unit. */
export const standingReturn = (view: Pick<ProposalView, 'state' | 'handovers'>): Handover | undefined =>
  view.state === 'returned' ? view.handovers.findLast(({ kind }) => kind === 'returned') : undefined

/** The admin's note beside the part that is being written. */
export function PartNote({ view, part }: { view: ProposalView; part: string }) {
  const returned = standingReturn(view)
  const note = returned?.notes.find(({ sectionId }) => sectionId === part)
  if (!returned || !note) return null
  return (
    <aside className="notice" aria-label={`Catatan admin instansi pada ${partTitle(view, part)}`}>
      <p>
        <b>Catatan {returned.by} pada bagian ini</b>
      </p>
      <p className="prose">{note.note}</p>
    </aside>
  )
}
