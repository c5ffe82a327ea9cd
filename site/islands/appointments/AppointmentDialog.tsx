import type { ReactNode } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { Form } from '../Form.tsx'

type Line = { text: string; href: string }

type Props = {
  heading: string
  title: string
  /** Where it stands; null while it stands nowhere. */
  now: string | null
  /** Who reads the reason; null where none is asked for. */
  readers: string | null
  reason: string
  onReason: (reason: string) => void
  lines: readonly Line[]
  problem: ClientProblem | undefined
  isSending: boolean
  button: string
  onSubmit: () => Promise<unknown>
  onClose: () => void
  /** Time, place and people. */
  children: ReactNode
}

/** An interview or a visit that is put somewhere in one act, with its reason. */
export function AppointmentDialog(props: Props) {
  const { heading, title, now, readers, reason, lines, problem, isSending, button, onClose, children } = props
  return (
    <Dialog heading={heading} onClose={onClose}>
      <Form className="stack" onSubmit={props.onSubmit}>
        <p>
          {title}
          {now !== null && <span className="hint line">Sekarang {now}</span>}
        </p>
        <ErrorSummary heading="Belum tercatat" lines={lines} />
        <Refusal problem={problem} />
        {children}
        {readers !== null && (
          <TextArea
            id="alasan-pindah"
            label="Alasan"
            hint={`Tercatat, dan dibaca ${readers} dalam surat.`}
            maxLength={1000}
            value={reason}
            onValue={props.onReason}
          />
        )}
        <ActOrLeave isSending={isSending} act={button} busy="Mencatat" onLeave={onClose} />
      </Form>
    </Dialog>
  )
}
