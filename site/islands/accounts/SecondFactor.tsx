import { useState } from 'react'
import { needsSecondFactor } from '#domain/access.ts'
import type { Answer } from '../answer.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import type { Me } from '../Workspace.tsx'
import { confirmEnrolment, removeSecondFactor, renewRecoveryCodes, startEnrolment } from './accounts-api.ts'
import { QrCode } from './QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

type Props = { me: Me; onChanged: () => void }

/** An app on a phone as the second step of signing in. */
export function SecondFactor({ me, onChanged }: Props) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <section className="block stack" aria-labelledby="faktor-kedua">
      <h2 id="faktor-kedua">Faktor kedua</h2>
      {codes && <RecoveryCodes codes={codes} email={me.user.email} onKept={() => setCodes(null)} />}
      {!codes && me.secondFactor.isOn && <Installed onCodes={setCodes} onRemoved={onChanged} />}
      {!codes && !me.secondFactor.isOn && (
        <Missing
          me={me}
          onCodes={(fresh) => {
            setCodes(fresh)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function Missing({ me, onCodes }: { me: Me; onCodes: (codes: readonly string[]) => void }) {
  const [enrolment, setEnrolment] = useState<{ uri: string; secret: string } | null>(null)
  const { send, problem, isSending } = useSending()
  const start = async () => {
    const answer = await send(startEnrolment)
    if (answer?.ok) setEnrolment(answer.value)
  }
  if (enrolment) return <Enrolment enrolment={enrolment} onCodes={onCodes} />
  const isGuarded = me.roles.some(({ role }) => needsSecondFactor(role))
  return (
    <>
      <p>
        Kode enam angka dari aplikasi autentikator di ponsel Anda, diminta sesudah kode dari surel. Siapa pun yang
        membaca surel Anda tetap tidak dapat masuk.
      </p>
      {me.secondFactor.isMissing && (
        <p className="attention">Peran Anda di sekretariat atau sebagai operator baru berlaku sesudah ini terpasang.</p>
      )}
      {me.isDemo && isGuarded && !me.secondFactor.isMissing && (
        <p className="notice">
          Demonstrasi: ganti peran masuk tanpa surat dan tanpa faktor kedua. Di luar demonstrasi, sekretariat dan
          operator tidak dapat bekerja tanpanya.
        </p>
      )}
      <Refusal problem={problem} />
      <p>
        <button className="button" type="button" onClick={() => void start()}>
          {isSending ? 'Menyiapkan' : 'Pasang faktor kedua'}
        </button>
      </p>
    </>
  )
}

type EnrolmentProps = { enrolment: { uri: string; secret: string }; onCodes: (codes: readonly string[]) => void }

function Enrolment({ enrolment, onCodes }: EnrolmentProps) {
  return (
    <>
      <ol className="stack stack-tight steps">
        <li>Pasang aplikasi autentikator di ponsel Anda, misalnya Aegis, FreeOTP, atau Google Authenticator.</li>
        <li>Pindai gambar ini dengan aplikasi itu, atau ketik kuncinya.</li>
        <li>Tulis kode enam angka yang tampil di aplikasi.</li>
      </ol>
      <QrCode text={enrolment.uri} label="Kode QR untuk aplikasi autentikator" />
      <dl className="facts facts-rows">
        <div>
          <dt>Kunci</dt>
          <dd className="secret" data-secret={enrolment.secret}>
            {enrolment.secret
              .replace(/=+$/, '')
              .match(/.{1,4}/g)
              ?.join(' ')}
          </dd>
        </div>
        <div>
          <dt>Jenis</dt>
          <dd>Berdasarkan waktu (TOTP), 6 angka, 30 detik</dd>
        </div>
      </dl>
      <CodeForm
        label="Kode dari aplikasi"
        button="Aktifkan faktor kedua"
        act={confirmEnrolment}
        onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
      />
    </>
  )
}

type CodeFormProps<Value> = {
  label: string
  hint?: string
  button: string
  act: (code: string) => Promise<Answer<Value>>
  onDone: (value: Value) => void
}

/** One code and what it allows. */
function CodeForm<Value>({ label, hint, button, act, onDone }: CodeFormProps<Value>) {
  const [code, setCode] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const submit = async () => {
    if (code.replace(/\s/g, '').length < 6) return setLines([{ text: 'Tulis kodenya dahulu.', href: '#kode-kedua' }])
    setLines([])
    const answer = await send(() => act(code))
    if (answer?.ok) onDone(answer.value)
  }
  return (
    <Form className="stack" onSubmit={submit}>
      <ErrorSummary heading="Belum dijalankan" lines={lines} />
      <Refusal problem={problem} />
      <TextField
        id="kode-kedua"
        label={label}
        {...(hint !== undefined && { hint })}
        className="input-short"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onValue={setCode}
        error={lines[0]?.text}
      />
      <p>
        <button className="button" type="submit">
          {isSending ? 'Memeriksa' : button}
        </button>
      </p>
    </Form>
  )
}

type InstalledProps = { onCodes: (codes: readonly string[]) => void; onRemoved: () => void }

function Installed({ onCodes, onRemoved }: InstalledProps) {
  const [wanted, setWanted] = useState<'codes' | 'removal' | null>(null)
  return (
    <>
      <p>Terpasang. Setiap kali masuk, portal meminta kode dari aplikasi Anda sesudah kode dari surel.</p>
      {wanted === null && (
        <p className="cluster">
          <button className="button button-secondary" type="button" onClick={() => setWanted('codes')}>
            Buat kode pemulihan baru
          </button>
          <button className="action" type="button" onClick={() => setWanted('removal')}>
            Lepas, untuk memakai ponsel lain
          </button>
        </p>
      )}
      {wanted === 'codes' && (
        <CodeForm
          label="Kode dari aplikasi"
          hint="Kode pemulihan yang lama tidak berlaku lagi sesudah ini."
          button="Buat kode baru"
          act={renewRecoveryCodes}
          onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
        />
      )}
      {wanted === 'removal' && (
        <CodeForm
          label="Kode dari aplikasi atau kode pemulihan"
          hint="Sesudah dilepas, peran di sekretariat tidak berlaku sampai faktor kedua dipasang lagi."
          button="Lepas faktor kedua"
          act={removeSecondFactor}
          onDone={onRemoved}
        />
      )}
      {wanted !== null && (
        <p>
          <button className="action" type="button" onClick={() => setWanted(null)}>
            Batal
          </button>
        </p>
      )}
    </>
  )
}
