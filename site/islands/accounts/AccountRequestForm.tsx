import { useState } from 'react'
import { maxLetterBytes } from '#domain/account-request.ts'
import { isOfficeMailbox } from '#domain/mailbox.ts'
import { bytes, dateAndClock } from '#site/text/format.ts'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import { AddressLink } from '../AddressLink.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { describedBy, Field, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { useAddress } from '../useAddress.ts'
import { useKept } from '../useKept.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { askForAccount, loadRequestStatus, type RequestStatus } from './accounts-api.ts'
import { isAddress, OfficeMailboxHint } from './OfficeMailboxHint.tsx'

/** `/daftar-instansi/`: an agency asks for its admin account; with `?tanda=` how a request stands. */
export function AccountRequestForm() {
  const reference = useAddress().get('tanda')
  return reference === null ? <Asking /> : <Status reference={reference} />
}

function Asking() {
  const { go } = useAddress()
  const [agency, setAgency] = useState<Agency | null>(null)
  const [name, setName, forgetName] = useKept('akun-nama')
  const [email, setEmail, forgetEmail] = useKept('akun-surel')
  const [post, setPost, forgetPost] = useKept('akun-jabatan')
  const [letter, setLetter] = useState<File | null>(null)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text

  const submit = async () => {
    const found: ErrorLine[] = [
      ...(agency ? [] : [{ href: '#instansi', text: 'Cari lalu pilih instansi Anda.' }]),
      ...(name.trim() === '' ? [{ href: '#nama', text: 'Tulis nama lengkap Anda.' }] : []),
      ...(isAddress(email)
        ? []
        : [{ href: '#surel', text: 'Tulis alamat surel kantor, misalnya nama@instansi.go.id.' }]),
      ...(post.trim() === '' ? [{ href: '#jabatan', text: 'Tulis jabatan Anda.' }] : []),
      ...letterMistakes(letter),
    ]
    setMistakes(found)
    if (found.length > 0 || !agency || !letter) return
    const answer = await send(() => askForAccount({ agencyId: agency.id, name, email, post, letter }))
    if (!answer?.ok) return
    for (const forget of [forgetName, forgetEmail, forgetPost]) forget()
    go({ tanda: answer.value.reference })
  }

  return (
    <Form className="work-page work-page-narrow stack" onSubmit={submit}>
      <ErrorSummary heading="Permohonan belum dikirim" lines={mistakes} />
      <Refusal problem={problem} />
      <h1>Minta akun admin instansi</h1>
      <p className="lead">
        Satu orang bernama menjadi admin instansi: mengundang unit dan rekan, memeriksa usulan, lalu meneruskannya.
        Sekretariat memeriksa surat Anda, lalu jawabannya dikirim ke surel.
      </p>
      <AgencyField
        chosen={agency}
        onChoose={setAgency}
        level="top"
        hint="Ketik sebagian namanya, misalnya Gresik atau Kemenkeu, lalu pilih. Unit kerja diundang oleh admin instansinya."
        error={errorOf('#instansi')}
      />
      <TextField
        id="nama"
        label="Nama lengkap"
        maxLength={200}
        autoComplete="name"
        value={name}
        onValue={setName}
        error={errorOf('#nama')}
      />
      <TextField
        id="surel"
        label="Alamat surel kantor"
        hint="Milik Anda sendiri: kode masuk dikirim ke sini."
        type="email"
        maxLength={254}
        autoComplete="email"
        value={email}
        onValue={setEmail}
        error={errorOf('#surel')}
      />
      {isOfficeMailbox(email.trim()) && <OfficeMailboxHint />}
      <TextField
        id="jabatan"
        label="Jabatan"
        maxLength={200}
        value={post}
        onValue={setPost}
        error={errorOf('#jabatan')}
      />
      <LetterField letter={letter} onLetter={setLetter} error={errorOf('#surat')} />
      <p>
        <button className="button" type="submit">
          {isSending ? 'Mengirim' : 'Kirim permohonan'}
        </button>
      </p>
      <p className="hint">
        Yang kami simpan: nama, surel kantor, jabatan, dan surat ini, hanya untuk memeriksa permohonan dan mengelola
        akun.
      </p>
    </Form>
  )
}

function letterMistakes(letter: File | null): ErrorLine[] {
  if (!letter) return [{ href: '#surat', text: 'Lampirkan surat penunjukan sebagai PDF.' }]
  if (letter.size > maxLetterBytes) {
    return [{ href: '#surat', text: `Berkas ini ${bytes(letter.size)}. Batasnya ${bytes(maxLetterBytes)}.` }]
  }
  return []
}

type LetterProps = { letter: File | null; onLetter: (letter: File | null) => void; error: string | undefined }

function LetterField({ letter, onLetter, error }: LetterProps) {
  const hint = `Berkop, bernomor, ditandatangani pimpinan, dan menyebut nama Anda. PDF, paling besar ${bytes(maxLetterBytes)}.`
  return (
    <Field id="surat" label="Surat penunjukan" hint={hint} error={error}>
      <p className="cluster">
        <label className="button button-secondary file-button">
          {letter ? 'Ganti dengan berkas lain' : 'Pilih berkas PDF'}
          <input
            id="surat"
            type="file"
            accept="application/pdf,.pdf"
            aria-describedby={describedBy({ id: 'surat', hint, error })}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onLetter(event.target.files?.[0] ?? letter)}
          />
        </label>
        {letter && (
          <span>
            {letter.name}, {bytes(letter.size)}
          </span>
        )}
      </p>
    </Field>
  )
}

function Status({ reference }: { reference: string }) {
  const { answer, reload } = useLoaded(`request ${reference}`, () => loadRequestStatus(reference))
  if (!answer) return <p className="work-page hint">Memuat permohonan</p>
  if (!answer.ok) {
    return <PageRefusal problem={answer.problem} back={{ href: '/daftar-instansi/', text: 'Kirim permohonan baru' }} />
  }
  return (
    <div className="work-page work-page-narrow stack">
      <StatusText status={answer.value} />
      <dl className="facts facts-rows">
        <div>
          <dt>Instansi</dt>
          <dd>{answer.value.agency}</dd>
        </div>
        <div>
          <dt>Tanda permohonan</dt>
          <dd className="hash">{answer.value.reference}</dd>
        </div>
        <div>
          <dt>Diterima</dt>
          <dd>{dateAndClock(new Date(answer.value.at))}</dd>
        </div>
        {answer.value.decidedAt && (
          <div>
            <dt>Diputuskan</dt>
            <dd>{dateAndClock(new Date(answer.value.decidedAt))}</dd>
          </div>
        )}
      </dl>
      <p className="cluster no-print">
        {answer.value.outcome === null && (
          <button className="button button-secondary" type="button" onClick={reload}>
            Lihat keadaan terbaru
          </button>
        )}
        {answer.value.outcome === 'granted' && (
          <a className="button" href="/masuk/">
            Masuk
          </a>
        )}
        {answer.value.outcome === 'refused' && (
          <AddressLink className="button" to={{ tanda: null }}>
            Kirim permohonan baru
          </AddressLink>
        )}
      </p>
    </div>
  )
}

function StatusText({ status }: { status: RequestStatus }) {
  if (status.outcome === 'granted') {
    return (
      <>
        <h1>Permohonan dikabulkan</h1>
        <p className="lead">Admin instansi dapat masuk dengan alamat surel yang ditulis di permohonan.</p>
      </>
    )
  }
  if (status.outcome === 'refused') {
    return (
      <>
        <h1>Permohonan belum dapat dikabulkan</h1>
        <p className="lead">Alasan sekretariat: {status.reason}</p>
      </>
    )
  }
  return (
    <>
      <h1>Permohonan diterima, menunggu sekretariat</h1>
      <p className="lead">
        Simpan alamat halaman ini atau tandanya; keadaan permohonan dapat dilihat di sini kapan saja. Jawabannya juga
        dikirim ke surel Anda.
      </p>
    </>
  )
}
