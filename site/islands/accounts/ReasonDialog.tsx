import { useState } from 'react'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { Form } from '../Form.tsx'
import type { Answer } from '../answer.ts'
import { useSending } from '../useSending.ts'

type Props = {
  heading: string
  /** What happens. */
  text: string
  button: string
  /** Who reads the reason, where it is not the person concerned. */
  hint?: string
  act: (reason: string) => Promise<Answer<unknown>>
  onDone: () => void
  onClose: () => void
}

/** An act that is recorded with its reason. */
export function ReasonDialog({ heading, text, button, hint, act, onDone, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const submit = async () => {
    if (reason.trim() === '') return setLines([{ text: 'Tulis alasannya.', href: '#alasan' }])
    setLines([])
    const answer = await send(() => act(reason))
    if (answer?.ok) onDone()
  }
  return (
    <Dialog heading={heading} onClose={onClose}>
      <Form className="stack" onSubmit={submit}>
        <ErrorSummary heading="Belum dijalankan" lines={lines} />
        <Refusal problem={problem} />
        <p>{text}</p>
        <TextArea
          id="alasan"
          label="Alasan"
          hint={hint ?? 'Tercatat dan dibaca oleh orang yang bersangkutan.'}
          maxLength={1000}
          value={reason}
          onValue={setReason}
          error={lines[0]?.text}
        />
        <ActOrLeave isSending={isSending} act={button} busy="Mencatat" onLeave={onClose} />
      </Form>
    </Dialog>
  )
}
