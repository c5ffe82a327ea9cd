import { useState } from 'react'
import { isOfficeMailbox } from '#domain/mailbox.ts'
import { dateAndClock } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import { invitationSentences } from '#site/text/refusals/accounts.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { answerInvitation, viewInvitation, type InvitationView } from './accounts-api.ts'
import { OfficeMailboxHint } from './OfficeMailboxHint.tsx'

/** `/undangan/?kode=…`: whoever has the letter reads what is offered, and accepts or declines it once. */
export function InvitationAnswer() {
  const token = useAddress().get('kode') ?? ''
  const { answer } = useLoaded(`invitation ${token}`, () => viewInvitation(token))
  if (!answer) return <p className="work-page hint">Memuat undangan</p>
  if (!answer.ok) {
    const isNone = answer.problem.code === 'not_found' || answer.problem.code === 'invalid_input'
    return isNone ? <NoInvitation /> : <PageRefusal problem={answer.problem} />
  }
  return <Offered token={token} invitation={answer.value} />
}

function NoInvitation() {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Undangan tidak ditemukan</h1>
      <p className="lead">
        Alamat ini tidak lengkap atau keliru. Buka lagi tautan dari surat undangan, atau minta pengundang Anda
        mengirimnya lagi.
      </p>
    </div>
  )
}

const offerOf = ({ role, agency }: InvitationView) =>
  [roles[role].name, agency].filter((part) => part !== null).join(', ')

function Offered({ token, invitation }: { token: string; invitation: InvitationView }) {
  const [name, setName] = useState(invitation.name)
  const [done, setDone] = useState<'accepted' | 'declined' | null>(null)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()

  if (done) return <Done outcome={done} email={invitation.email} />
  if (invitation.state !== 'open') {
    return (
      <div className="work-page work-page-narrow stack">
        <h1>Undangan ini tidak terbuka lagi</h1>
        <p className="lead">{invitationSentences[invitation.state]}</p>
        {invitation.state === 'accepted' && <SignInButton />}
      </div>
    )
  }
  const accept = async () => {
    if (name.trim() === '') return setMistakes([{ href: '#nama', text: 'Tulis nama lengkap Anda.' }])
    setMistakes([])
    const answer = await send(() => answerInvitation({ token, outcome: 'accepted', name }))
    if (answer?.ok) setDone('accepted')
  }
  const decline = async () => {
    const answer = await send(() => answerInvitation({ token, outcome: 'declined' }))
    if (answer?.ok) setDone('declined')
  }
  return (
    <Form className="work-page work-page-narrow stack" onSubmit={accept}>
      <ErrorSummary heading="Undangan belum diterima" lines={mistakes} />
      <Refusal problem={problem} />
      <h1>Undangan untuk {invitation.name}</h1>
      <p className="lead">{invitation.invitedBy} mengundang Anda menjadi:</p>
      <dl className="facts facts-rows">
        <div>
          <dt>Peran</dt>
          <dd>{offerOf(invitation)}</dd>
        </div>
        <div>
          <dt>Untuk alamat</dt>
          <dd>{invitation.email}</dd>
        </div>
        <div>
          <dt>Berlaku sampai</dt>
          <dd>{dateAndClock(new Date(invitation.expiresAt))}</dd>
        </div>
      </dl>
      {invitation.knownAs === null ? (
        <TextField
          id="nama"
          label="Nama lengkap Anda"
          hint="Akun dipegang satu orang; nama ini tampil pada setiap tindakan Anda."
          maxLength={200}
          autoComplete="name"
          value={name}
          onValue={setName}
          error={mistakes[0]?.text}
        />
      ) : (
        <p className="notice">
          Alamat ini sudah mempunyai akun atas nama {invitation.knownAs}. Peran ditambahkan ke akun itu; tidak ada akun
          kedua. Bila Anda orang lain, tolak undangan ini dan minta undangan ke alamat Anda sendiri.
        </p>
      )}
      {isOfficeMailbox(invitation.email) && <OfficeMailboxHint />}
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Mencatat' : 'Terima undangan'}
        </button>
        <button className="action" type="button" onClick={decline}>
          Tolak
        </button>
      </p>
    </Form>
  )
}

function SignInButton() {
  return (
    <p>
      <a className="button" href="/masuk/">
        Masuk
      </a>
    </p>
  )
}

function Done({ outcome, email }: { outcome: 'accepted' | 'declined'; email: string }) {
  return (
    <div className="work-page work-page-narrow stack">
      {outcome === 'accepted' ? (
        <>
          <h1>Undangan diterima</h1>
          <p className="lead">Masuk dengan {email}. Kode masuk dikirim ke alamat itu.</p>
          <SignInButton />
        </>
      ) : (
        <>
          <h1>Undangan ditolak</h1>
          <p className="lead">Pengundang Anda diberi tahu. Tidak ada akun atau peran yang dibuat.</p>
        </>
      )}
    </div>
  )
}
