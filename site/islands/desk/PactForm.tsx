import { useState } from 'react'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import { WrittenText } from '../WrittenText.tsx'
import { signPact } from './desk-api.ts'

type Props = { edition: string; pact: { text: string; sha256: string }; onSigned: (signedAt: string) => void }

/** The integrity pact: read, ticked, signed, once for an edition and its text. */
export function PactForm({ edition, pact, onSigned }: Props) {
  const [isRead, setRead] = useState(false)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const id = `setuju-${edition}`
  const submit = async () => {
    setMistakes(isRead ? [] : [{ href: `#${id}`, text: 'Baca naskah pakta, lalu nyatakan setuju.' }])
    if (!isRead) return
    const answer = await send(() => signPact(edition, pact.sha256))
    if (answer?.ok) onSigned(answer.value.signedAt)
  }
  return (
    <Form className="pact stack" onSubmit={submit} aria-labelledby={`pakta-${edition}`}>
      <h2 id={`pakta-${edition}`}>Pakta integritas</h2>
      <p>Naskah usulan baru terbuka sesudah pakta ini disetujui. Cukup sekali untuk edisi ini.</p>
      <ErrorSummary heading="Belum disetujui" lines={mistakes} />
      <Refusal problem={problem} />
      <div className="pact-text" tabIndex={0} role="region" aria-label="Naskah pakta integritas">
        <WrittenText text={pact.text} />
      </div>
      <label className="choice">
        <input id={id} type="checkbox" checked={isRead} onChange={(event) => setRead(event.target.checked)} />
        <span>Saya sudah membaca pakta ini dan menyetujuinya.</span>
      </label>
      <p className="cluster">
        <button type="submit" className="button">
          {isSending ? 'Mencatat' : 'Tanda tangani pakta'}
        </button>
        <span className="hint">Nama Anda, naskah, dan waktunya dicatat.</span>
      </p>
    </Form>
  )
}
