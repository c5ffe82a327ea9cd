import { useState, type ReactNode } from 'react'
import { isOfficeMailbox } from '#domain/mailbox.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import { invite, type Offer } from './accounts-api.ts'
import { isAddress, OfficeMailboxHint } from './OfficeMailboxHint.tsx'

type Props = {
  /** The role to invite to, or what to mend first. */
  offer: Pick<Offer, 'role' | 'agencyId'> | ErrorLine
  /** Fields in which role and place are chosen. */
  children: ReactNode
  onInvited: () => void
}

/** One person by name and address. */
export function InviteForm({ offer, children, onInvited }: Props) {
  const [name, setName, forgetName] = useKept('undangan-nama')
  const [email, setEmail, forgetEmail] = useKept('undangan-surel')
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const [said, setSaid] = useState('')
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text

  const submit = async () => {
    const found: ErrorLine[] = [
      ...('text' in offer ? [offer] : []),
      ...(name.trim() === '' ? [{ href: '#nama', text: 'Tulis nama orang yang diundang.' }] : []),
      ...(isAddress(email)
        ? []
        : [{ href: '#surel', text: 'Tulis alamat surel kantornya, misalnya nama@instansi.go.id.' }]),
    ]
    setMistakes(found)
    setSaid('')
    if (found.length > 0 || 'text' in offer) return
    const answer = await send(() => invite({ ...offer, name, email }))
    if (!answer?.ok) return
    setSaid(`Undangan dikirim ke ${email.trim()}. Berlaku empat belas hari.`)
    forgetName()
    forgetEmail()
    onInvited()
  }
  return (
    <Form className="inline-form" onSubmit={submit}>
      <ErrorSummary heading="Undangan belum dikirim" lines={mistakes} />
      <Refusal problem={problem} />
      <div className="fields">
        {children}
        <TextField id="nama" label="Nama" maxLength={200} value={name} onValue={setName} error={errorOf('#nama')} />
        <TextField
          id="surel"
          label="Alamat surel kantor"
          type="email"
          maxLength={254}
          value={email}
          onValue={setEmail}
          error={errorOf('#surel')}
        />
      </div>
      {isOfficeMailbox(email.trim()) && <OfficeMailboxHint />}
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Mengirim' : 'Kirim undangan'}
        </button>
        <span role="status">{said}</span>
      </p>
    </Form>
  )
}
