import type { ReactNode } from 'react'
import type { Answer } from '../answer.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'

type Props<Value> = {
  heading: string
  title: string
  answer: Answer<Value> | undefined
  onClose: () => void
  /** The entries, oldest first, each an `<li>`. */
  children: (value: Value) => ReactNode
}

/** How an interview or a visit came to where it is. */
export const HistoryDialog = <Value,>({ heading, title, answer, onClose, children }: Props<Value>) => (
  <Dialog heading={heading} onClose={onClose}>
    <p>{title}</p>
    {!answer && <p role="status">Memuat</p>}
    {answer && !answer.ok && <Refusal problem={answer.problem} />}
    {answer?.ok && <ol className="stack">{children(answer.value)}</ol>}
    <p>
      <button type="button" className="button button-secondary" onClick={onClose}>
        Tutup
      </button>
    </p>
  </Dialog>
)
