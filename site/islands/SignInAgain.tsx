import { useState } from 'react'
import { receive } from './answer.ts'
import { sessionsApi, signInCodesApi } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { useSending } from './useSending.ts'

/** The session ended while someone writes: a code to the same address, on the same page, and writing goes on. */
export function SignInAgain({ email, onSignedIn }: { email: string; onSignedIn: () => void }) {
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const { send, isSending, problem } = useSending()
  const ask = async () => {
    const answer = await send(() => receive(signInCodesApi.index.$post({ json: { email } })))
    if (answer?.ok) setSent(true)
  }
  const submit = async () => {
    const answer = await send(() =>
      receive(sessionsApi.index.$post({ json: { email, code: code.replace(/\D/g, '') } })),
    )
    if (answer?.ok) onSignedIn()
  }
  return (
    <div className="stack stack-tight">
      <Refusal problem={problem} />
      {isSent ? (
        <Form className="stack stack-tight" onSubmit={submit}>
          <TextField
            id="kode-masuk"
            label={`Kode enam angka yang dikirim ke ${email}`}
            className="input-short"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onValue={setCode}
          />
          <p className="cluster">
            <button type="submit" className="button">
              {isSending ? 'Memeriksa' : 'Masuk dan lanjutkan'}
            </button>
            <button type="button" className="action" onClick={ask}>
              Kirim kode baru
            </button>
          </p>
        </Form>
      ) : (
        <p className="cluster">
          <button type="button" className="button" onClick={ask}>
            {isSending ? 'Mengirim kode' : 'Kirim kode masuk ke surel saya'}
          </button>
          <a className="action" href="/masuk/" target="_blank" rel="noopener">
            Masuk di tab baru
          </a>
        </p>
      )}
    </div>
  )
}
