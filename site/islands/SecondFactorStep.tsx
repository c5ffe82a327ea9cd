import { useEffect, useState } from 'react'
import { problemText } from '#site/text/problems.ts'
import { receive } from './answer.ts'
import { sessionsApi } from './api.ts'
import { ErrorSummary } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { useSending } from './useSending.ts'

type Props = { onSignedIn: () => void; onOtherAddress: () => void }

/** The step after the code from the mail, for whoever has set up an app. */
export function SecondFactorStep({ onSignedIn, onOtherAddress }: Props) {
  const [code, setCode] = useState('')
  const [isLost, setLost] = useState(false)
  const [lines, setLines] = useState<{ text: string; href: string }[]>([])
  useEffect(() => document.getElementById('kode-kedua')?.focus(), [isLost])
  const { isSending, send } = useSending()

  const refuse = (text: string) => setLines([{ text, href: '#kode-kedua' }])
  const submit = async () => {
    const typed = code.trim()
    if (typed.replace(/\s/g, '').length < (isLost ? 10 : 6)) {
      return refuse(
        isLost ? 'Tulis satu kode pemulihan, sepuluh huruf dan angka.' : 'Tulis enam angka dari aplikasi Anda.',
      )
    }
    const answer = await send(() => receive(sessionsApi['second-factor'].$post({ json: { code: typed } })))
    if (answer?.ok) onSignedIn()
    else if (answer) refuse(problemText(answer.problem))
  }

  return (
    <Form className="work-page work-page-narrow stack" onSubmit={submit}>
      <ErrorSummary heading="Anda belum masuk" lines={lines} />
      <h1>{isLost ? 'Tulis kode pemulihan' : 'Tulis kode dari aplikasi Anda'}</h1>
      <p className="lead">
        {isLost
          ? 'Salah satu dari sepuluh kode yang Anda simpan ketika memasang faktor kedua. Tiap kode sekali pakai.'
          : 'Enam angka yang sedang tampil di aplikasi autentikator ponsel Anda.'}
      </p>
      <TextField
        key={String(isLost)}
        id="kode-kedua"
        label={isLost ? 'Kode pemulihan' : 'Kode aplikasi'}
        error={lines[0]?.text}
        className="input-short"
        inputMode={isLost ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onValue={setCode}
      />
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Memeriksa' : 'Masuk'}
        </button>
        <button
          className="action"
          type="button"
          onClick={() => {
            setLost(!isLost)
            setCode('')
            setLines([])
          }}
        >
          {isLost ? 'Pakai kode aplikasi' : 'Ponsel tidak ada? Pakai kode pemulihan'}
        </button>
        <button className="action" type="button" onClick={onOtherAddress}>
          Mulai dari awal
        </button>
      </p>
      {isLost && (
        <p className="hint">
          Kode pemulihan juga hilang? Hubungi sekretariat: setelah memastikan bahwa itu Anda, seorang petugas melepas
          faktor kedua dari akun Anda.
        </p>
      )}
    </Form>
  )
}
