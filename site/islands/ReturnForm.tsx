import type { SubmitEvent } from 'react'
import { problemText } from '#site/text/problems.ts'
import { receive } from './answer.ts'
import { handoversApi, type ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

/** Back to the unit, with the note that says what to mend. */
export function ReturnForm({ view, onReturned }: { view: ProposalView; onReturned: () => void }) {
  const [note, setNote, forgetNote] = useKept(`kembalikan:${view.id}`)
  const { send, isSending, problem, setProblem } = useSending()

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (note.trim() === '') return setProblem({ code: 'note_needed' })
    const param = { id: view.id }
    const answer = await send(() =>
      receive(handoversApi[':id'].handovers.$post({ param, json: { kind: 'returned', note } })),
    )
    if (!answer?.ok) return
    forgetNote()
    onReturned()
    window.scrollTo(0, 0)
  }
  const isNoteMissing = problem?.code === 'note_needed'
  return (
    <form className="block stack no-print" noValidate onSubmit={submit}>
      <h2>Kembalikan kepada unit</h2>
      <Refusal problem={problem} />
      <TextArea
        id="return-note"
        label="Catatan bagi unit"
        hint="Sebutkan bagian mana dan apa yang perlu diperbaiki. Catatan ini tampil di atas usulan dan dikirim lewat surel."
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
    </form>
  )
}
