import { useEffect, useState } from 'react'
import { problemText } from '#site/text/problems.ts'
import { receive } from './answer.ts'
import { meApi, sessionsApi, signInCodesApi } from './api.ts'
import { useAddress } from './useAddress.ts'
import { ErrorSummary } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { returnPath } from './return-path.ts'
import { SecondFactorStep } from './SecondFactorStep.tsx'
import { useLoaded } from './useLoaded.ts'
import { useSending } from './useSending.ts'
import { workspacesOf, type Me } from './Workspace.tsx'

/** The address is kept for this tab, so that leaving for the letter and coming back loses nothing. It never stands in the address bar. */
const emailKey = 'gelanggang:surel'

export function SignInForm() {
  const address = useAddress()
  const [email, setEmail] = useState(() => sessionStorage.getItem(emailKey) ?? '')
  const { answer, reload } = useLoaded('me', () => receive(meApi.index.$get()))

  if (answer?.ok) return <SignedIn me={answer.value} back={returnPath(address.get('kembali'))} />
  const otherAddress = () => address.go({ langkah: null })
  if (address.get('langkah') === 'kode' && email !== '') {
    return (
      <CodeStep
        email={email}
        onSignedIn={reload}
        onSecondFactor={() => address.go({ langkah: 'faktor-kedua' })}
        onOtherAddress={otherAddress}
      />
    )
  }
  if (address.get('langkah') === 'faktor-kedua') {
    return <SecondFactorStep onSignedIn={reload} onOtherAddress={otherAddress} />
  }
  return (
    <EmailStep
      email={email}
      onSent={(sentTo) => {
        sessionStorage.setItem(emailKey, sentTo)
        setEmail(sentTo)
        address.go({ langkah: 'kode' })
      }}
    />
  )
}

function SignedIn({ me, back }: { me: Me; back: string | null }) {
  const workspaces = workspacesOf(me)
  const only = workspaces.length === 1 ? workspaces[0]?.home : undefined
  const next = back ?? only
  useEffect(() => {
    sessionStorage.removeItem(emailKey)
    if (next !== undefined) window.location.replace(next)
  }, [next])

  if (next !== undefined) return <p className="work-page work-page-narrow hint">Membuka {next}</p>
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Pilih ruang kerja</h1>
      <p className="lead">Anda masuk sebagai {me.user.name}.</p>
      {workspaces.length === 0 && (
        <p>Akun ini belum mempunyai peran. Minta sekretariat atau admin instansi Anda mendaftarkannya.</p>
      )}
      <ul className="cluster">
        {workspaces.map(({ name, home }) => (
          <li key={home}>
            <a className="button button-secondary" href={home}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** An agency that has no account yet begins here too. */
function NoAccountYet() {
  return (
    <p className="hint">
      Instansi Anda belum mempunyai akun? <a href="/daftar-instansi/">Minta akun admin instansi</a>. Unit dan rekan
      diundang oleh admin instansinya.
    </p>
  )
}

function EmailStep({ email, onSent }: { email: string; onSent: (email: string) => void }) {
  const [typed, setTyped] = useState(email)
  const [lines, setLines] = useState<{ text: string; href: string }[]>([])
  const { isSending, send } = useSending()

  const submit = async () => {
    const given = typed.trim()
    if (!/^\S+@\S+\.\S+$/.test(given)) {
      setLines([{ text: 'Tulis alamat surel lengkap, misalnya nama@instansi.go.id.', href: '#email' }])
      return
    }
    const answer = await send(() => receive(signInCodesApi.index.$post({ json: { email: given } })))
    if (answer?.ok) onSent(given)
    else if (answer) setLines([{ text: problemText(answer.problem), href: '#email' }])
  }

  return (
    <Form className="work-page work-page-narrow stack" onSubmit={submit}>
      <ErrorSummary heading="Kode belum dikirim" lines={lines} />
      <h1>Masuk</h1>
      <p className="lead">Tanpa kata sandi. Kami mengirim kode enam angka ke surel kantor Anda.</p>
      <TextField
        id="email"
        label="Alamat surel"
        hint="Yang didaftarkan oleh instansi atau sekretariat."
        error={lines[0]?.text}
        type="email"
        autoComplete="email"
        value={typed}
        onValue={setTyped}
      />
      <p>
        <button className="button" type="submit">
          {isSending ? 'Mengirim kode' : 'Kirim kode'}
        </button>
      </p>
      <NoAccountYet />
    </Form>
  )
}

type CodeStepProps = { email: string; onSignedIn: () => void; onSecondFactor: () => void; onOtherAddress: () => void }

function CodeStep({ email, onSignedIn, onSecondFactor, onOtherAddress }: CodeStepProps) {
  const [code, setCode] = useState('')
  const [lines, setLines] = useState<{ text: string; href: string }[]>([])
  const [isSentAgain, setSentAgain] = useState(false)
  useEffect(() => document.getElementById('code')?.focus(), [])
  const { isSending, send } = useSending()

  const refuse = (text: string) => setLines([{ text, href: '#code' }])
  const submit = async () => {
    const digits = code.replace(/\D/g, '')
    if (digits.length !== 6) return refuse('Tulis enam angka dari surat terakhir yang Anda terima.')
    const answer = await send(() => receive(sessionsApi.index.$post({ json: { email, code: digits } })))
    if (answer?.ok && answer.value.step === 'second_factor') onSecondFactor()
    else if (answer?.ok) onSignedIn()
    else if (answer) refuse(problemText(answer.problem))
  }
  const sendAgain = async () => {
    const answer = await send(() => receive(signInCodesApi.index.$post({ json: { email } })))
    setSentAgain(answer?.ok ?? false)
    if (answer?.ok) setLines([])
    else if (answer) refuse(problemText(answer.problem))
  }

  return (
    <Form className="work-page work-page-narrow stack" onSubmit={submit}>
      <ErrorSummary heading="Anda belum masuk" lines={lines} />
      <h1>Tulis kode dari surel Anda</h1>
      <p className="lead">
        Bila {email} terdaftar, surat berisi kode sedang dikirim ke sana. Kode berlaku sepuluh menit dan sekali pakai.
      </p>
      <TextField
        id="code"
        label="Kode enam angka"
        error={lines[0]?.text}
        className="input-short"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onValue={setCode}
      />
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Memeriksa' : 'Masuk'}
        </button>
        <button className="action" type="button" onClick={sendAgain}>
          Kirim kode baru
        </button>
        <button className="action" type="button" onClick={onOtherAddress}>
          Ganti alamat surel
        </button>
      </p>
      <output>{isSentAgain && 'Kode baru dikirim. Kode sebelumnya tidak berlaku lagi.'}</output>
    </Form>
  )
}
