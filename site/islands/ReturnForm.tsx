import { know, problemText } from '#site/text/problems.ts'
import { proposals } from '#site/text/refusals/proposals.ts'
import { receive } from './answer.ts'
import { handoversApi, type ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { Form } from './Form.tsx'
import { partTitle, writtenNotes, type PartNotes } from './part-notes.tsx'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

// A return without a note is refused here already.
know({ note_needed: proposals.note_needed })

type Props = { view: ProposalView; notes: PartNotes; onReturned: () => void }

/** Back to the unit, with what to mend: in general, and at the parts that were noted while reading. */
export function ReturnForm({ view, notes: drafted, onReturned }: Props) {
  const [note, setNote, forgetNote] = useKept(`kembalikan:${view.id}`)
  const { send, isSending, problem, setProblem } = useSending()
  const notes = writtenNotes(drafted)

  const submit = async () => {
    if (note.trim() === '' && notes.length === 0) return setProblem({ code: 'note_needed' })
    const param = { id: view.id }
    const answer = await send(() =>
      receive(handoversApi[':id'].handovers.$post({ param, json: { kind: 'returned', note, notes } })),
    )
    if (!answer?.ok) return
    forgetNote()
    onReturned()
    window.scrollTo(0, 0)
  }
  const isNoteMissing = problem?.code === 'note_needed'
  return (
    <Form className="block stack no-print" onSubmit={submit}>
      <h2>Kembalikan kepada unit</h2>
      <Refusal problem={problem} />
      {notes.length > 0 && (
        <div>
          <p>Catatan Anda pada bagian ikut dikirim:</p>
          <ul>
            {notes.map(({ sectionId }) => (
              <li key={sectionId}>{partTitle(view, sectionId)}</li>
            ))}
          </ul>
        </div>
      )}
      <TextArea
        id="return-note"
        label="Catatan bagi unit"
        hint="Sebutkan apa yang perlu diperbaiki. Catatan pada satu bagian ditulis di bawah bagian itu. Semua tampil di halaman unit dan dikirim lewat surel."
        error={isNoteMissing ? problemText(problem) : undefined}
        maxLength={2000}
        value={note}
        onValue={setNote}
      />
      <p>
        <button type="submit" className="button button-secondary">
          {isSending ? 'Mengembalikan' : 'Kembalikan dengan catatan'}
        </button>
      </p>
    </Form>
  )
}
