import { useState } from 'react'
import { bytes, count, dateAndClock } from '#site/text/format.ts'
import { dayOf, dayWords, elsewhere, materialWords, span } from '#site/text/interview.ts'
import type { ProposalView } from '../api.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Field, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { RoomName } from './InterviewRoom.tsx'
import {
  loadAgencyInterviews,
  removeMaterial,
  sendMaterial,
  sendVideo,
  type AgencyInterview as Interview,
} from './interviews-api.ts'

/** When the own proposal is interviewed, and what the agency sends for it; nothing while none is planned. */
export const AgencyInterview = ({ view: { id, state } }: { view: ProposalView }) =>
  state === 'eligible' ? <Loaded proposalId={id} /> : null

function Loaded({ proposalId }: { proposalId: string }) {
  const { answer, reload } = useLoaded(`agency interviews ${proposalId}`, () => loadAgencyInterviews(proposalId))
  if (!answer) return null
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { maxBytes, most } = answer.value
  return answer.value.interviews.map((interview) =>
    interview.cancelled ? (
      <Cancelled key={interview.id} proposalId={proposalId} interview={interview} cancelled={interview.cancelled} />
    ) : (
      <Planned
        key={interview.id}
        proposalId={proposalId}
        interview={interview}
        limits={{ maxBytes, most }}
        reload={reload}
      />
    ),
  )
}

type Limits = { maxBytes: number; most: number }
type Props = { proposalId: string; interview: Interview; limits: Limits; reload: () => void }

function Planned({ proposalId, interview, limits, reload }: Props) {
  const { id, stage, beginsAt, endsAt, room, times, materials, mayChange } = interview
  const { send, problem } = useSending()
  const remove = async (material: string) => {
    const answer = await send(() => removeMaterial(proposalId, id, material))
    if (answer?.ok) reload()
  }
  return (
    <section className="block stack" aria-labelledby={`wawancara-${id}`}>
      <h2 id={`wawancara-${id}`}>{stage.name}</h2>
      <p className="lead">
        {dayWords(dayOf(beginsAt))}, {span(beginsAt, endsAt)} <span className="hint">({elsewhere(beginsAt)})</span>
      </p>
      <p>
        Tempat: <RoomName room={room} />. Paparan {count(times.presentationMinutes)} menit, tanya jawab{' '}
        {count(times.questionMinutes)} menit.
      </p>
      <CalendarLink proposalId={proposalId} slotId={id}>
        Unduh kalender (.ics)
      </CalendarLink>
      <h3>Bahan untuk panel</h3>
      {materials.length === 0 && <p className="hint">Belum ada bahan yang dikirim.</p>}
      <ul className="stack stack-tight">
        {materials.map((material) => (
          <li key={material.id} className="cluster">
            <a
              className="action"
              href={material.address ?? `/api/proposals/${proposalId}/interviews/${id}/materials/${material.id}`}
              {...(material.address === null ? { download: true } : { target: '_blank', rel: 'noopener noreferrer' })}
            >
              {materialWords[material.kind]}: {material.title}
            </a>
            <span className="hint">
              {material.sizeBytes === null ? material.address : bytes(material.sizeBytes)}, dikirim {material.by}
            </span>
            {mayChange && (
              <button type="button" className="action" onClick={() => void remove(material.id)}>
                Hapus<span className="visually-hidden"> {material.title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Refusal problem={problem} />
      {mayChange ? (
        <NewMaterial proposalId={proposalId} slotId={id} limits={limits} onSent={reload} />
      ) : (
        <p className="hint">Wawancara sudah dimulai, jadi bahannya tidak berubah lagi.</p>
      )}
    </section>
  )
}

const CalendarLink = ({ proposalId, slotId, children }: { proposalId: string; slotId: string; children: string }) => (
  <p className="no-print">
    <a
      className="button button-secondary"
      href={`/api/proposals/${proposalId}/interviews/${slotId}/calendar.ics`}
      download
    >
      {children}
    </a>
  </p>
)

type CancelledProps = Pick<Props, 'proposalId' | 'interview'> & { cancelled: NonNullable<Interview['cancelled']> }

/** What was called off, until another time is set. */
const Cancelled = ({ proposalId, interview, cancelled }: CancelledProps) => (
  <section className="block stack" aria-labelledby={`wawancara-${interview.id}`}>
    <h2 id={`wawancara-${interview.id}`}>{interview.stage.name}</h2>
    <p className="notice">
      Dibatalkan {dateAndClock(new Date(cancelled.at))}.{cancelled.reason && ` Alasan: ${cancelled.reason}`}
    </p>
    <p className="hint">
      Semula {dayWords(dayOf(interview.beginsAt))}, {span(interview.beginsAt, interview.endsAt)}. Bila dijadwalkan lagi,
      Anda menerima surat. Bahan yang sudah dikirim tetap tersimpan.
    </p>
    <CalendarLink proposalId={proposalId} slotId={interview.id}>
      Unduh pembatalan untuk kalender (.ics)
    </CalendarLink>
  </section>
)

const kinds = ['slides', 'summary', 'video'] as const
type Kind = (typeof kinds)[number]
const isKind = (value: string): value is Kind => kinds.some((kind) => kind === value)

type NewProps = { proposalId: string; slotId: string; limits: Limits; onSent: () => void }

function NewMaterial({ proposalId, slotId, limits, onSent }: NewProps) {
  const [kind, setKind] = useState<Kind>('slides')
  const [title, setTitle] = useState('')
  const [address, setAddress] = useState('')
  const [file, setFile] = useState<File>()
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, isSending, problem } = useSending()
  const fieldId = (name: string) => `bahan-${name}-${slotId}`
  const submit = async () => {
    const wrong = [
      ...(title.trim() === '' ? [{ text: 'Isi judul bahannya.', href: `#${fieldId('judul')}` }] : []),
      ...(kind === 'video' && !/^https:\/\/\S+$/.test(address.trim())
        ? [{ text: 'Isi alamat video yang diawali https://.', href: `#${fieldId('alamat')}` }]
        : []),
      ...(kind !== 'video' && !file ? [{ text: 'Pilih berkasnya.', href: `#${fieldId('berkas')}` }] : []),
    ]
    setLines(wrong)
    if (wrong.length > 0) return
    const answer = await send(() => {
      if (kind === 'video') return sendVideo(proposalId, slotId, { title, address })
      if (!file) throw new Error('no file was chosen')
      return sendMaterial(proposalId, slotId, { file, kind, title })
    })
    if (!answer?.ok) return
    setTitle('')
    setAddress('')
    setFile(undefined)
    onSent()
  }
  return (
    <Form className="inline-form no-print" aria-label="Kirim bahan" onSubmit={submit}>
      <ErrorSummary heading="Belum dikirim" lines={lines} />
      <Refusal problem={problem} />
      <Field id={fieldId('jenis')} label="Jenis bahan">
        <select
          id={fieldId('jenis')}
          className="select"
          value={kind}
          onChange={({ target }) => isKind(target.value) && setKind(target.value)}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {materialWords[one]}
            </option>
          ))}
        </select>
      </Field>
      <TextField id={fieldId('judul')} label="Judul" maxLength={200} value={title} onValue={setTitle} />
      {kind === 'video' ? (
        <TextField
          id={fieldId('alamat')}
          label="Alamat video"
          hint="Diawali https://, dan dapat dibuka panel tanpa kata sandi."
          type="url"
          value={address}
          onValue={setAddress}
        />
      ) : (
        <Field
          id={fieldId('berkas')}
          label="Berkas"
          hint={`PDF atau gambar, paling besar ${bytes(limits.maxBytes)}. Simpan paparan sebagai PDF.`}
        >
          <input
            id={fieldId('berkas')}
            key={file ? 'chosen' : 'none'}
            className="input"
            type="file"
            accept="application/pdf,image/jpeg,image/png,image/webp"
            onChange={({ target }) => setFile(target.files?.[0])}
          />
        </Field>
      )}
      {file && kind !== 'video' && <p className="hint">Dipilih: {file.name}</p>}
      <p className="cluster">
        <button type="submit" className="button" aria-disabled={isSending}>
          {isSending ? 'Mengirim' : 'Kirim bahan'}
        </button>
        <span className="hint">Paling banyak {count(limits.most)} bahan; dapat diganti sampai wawancara dimulai.</span>
      </p>
    </Form>
  )
}
