import { useState } from 'react'
import { dayBegins } from '#domain/jakarta-day.ts'
import { roles as roleNames } from '#site/text/labels.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Field, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { handOver, listRoles, type HeldRole, type OwnRole } from './accounts-api.ts'

type Props = { role: OwnRole; ownId: string; onDone: () => void; onCancel: () => void }

/** One line a person, however many roles that person holds. */
function successors(people: readonly HeldRole[], ownId: string): HeldRole[] {
  const now = Date.now()
  const held = people.filter(({ userId, beginsAt, endsAt }) => {
    return userId !== ownId && Date.parse(beginsAt) <= now && (endsAt === null || now < Date.parse(endsAt))
  })
  return held.filter((one, at) => held.findIndex(({ userId }) => userId === one.userId) === at)
}

/** Who follows, and from when; one role ends where the other begins. */
export function Handover({ role, ownId, onDone, onCancel }: Props) {
  const { answer } = useLoaded(`colleagues ${role.agencyId}`, () => listRoles(role.agencyId))
  const [successorId, setSuccessorId] = useState('')
  const [day, setDay] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  if (!answer) return <p className="hint">Memuat rekan Anda</p>
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const people = successors(answer.value.roles, ownId)
  if (people.length === 0) {
    return (
      <p className="notice">
        Belum ada rekan lain di instansi ini. <a href="/instansi/akun/">Undang penerusnya</a> dahulu, lalu kembali ke
        sini.
      </p>
    )
  }
  const submit = async () => {
    if (successorId === '') return setLines([{ text: 'Pilih siapa yang meneruskan.', href: '#pengganti' }])
    setLines([])
    const answered = await send(() =>
      handOver(role.id, { successorId, at: day === '' ? null : dayBegins(day).toISOString() }),
    )
    if (answered?.ok) onDone()
  }
  return (
    <Form className="inline-form" onSubmit={submit}>
      <ErrorSummary heading="Belum diserahkan" lines={lines} />
      <Refusal problem={problem} />
      <Field id="pengganti" label="Penerus" error={lines[0]?.text}>
        <select
          id="pengganti"
          className="select"
          value={successorId}
          onChange={(event) => setSuccessorId(event.target.value)}
        >
          <option value="">Pilih seorang rekan</option>
          {people.map((one) => (
            <option key={one.userId} value={one.userId}>
              {one.name}, {roleNames[one.role].name}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        id="tanggal"
        label="Mulai tanggal"
        hint="Pukul 00.00 WIB pada tanggal itu. Kosong berarti sekarang juga."
        type="date"
        className="input-short"
        value={day}
        onValue={setDay}
      />
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Mencatat' : 'Serahkan peran'}
        </button>
        <button className="action" type="button" onClick={onCancel}>
          Batal
        </button>
      </p>
    </Form>
  )
}
