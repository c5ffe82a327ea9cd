import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { remindAgencies, type Reminders } from './gate-api.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

type Props = { edition: string; agencyIds: string[]; onSent: () => void; onClear: () => void }

const reasons = {
  nothing_open: 'tidak ada usulan yang berhenti',
  no_admin: 'belum mempunyai admin',
  reminded_today: 'sudah diingatkan hari ini',
} as const satisfies Record<Reminders['skipped'][number]['why'], string>

/** A letter to the admins of the ticked agencies: read first, then sent, each agency once a day. */
export function AgencyReminder({ edition, agencyIds, onSent, onClear }: Props) {
  const [note, setNote] = useKept(`ingatkan:${edition}`)
  const [preview, setPreview] = useState<Reminders | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const { send, isSending, problem } = useSending()

  const ask = async (isPreview: boolean) => {
    const answer = await send(() => remindAgencies(edition, { agencyIds, note, preview: isPreview }))
    if (!answer?.ok) return
    if (isPreview) return setPreview(answer.value)
    setPreview(null)
    setSent(answer.value.sent)
    onSent()
  }
  return (
    <section className="desk-bar stack stack-tight no-print" aria-label="Ingatkan instansi">
      <p role="status">
        <b>{sent === null ? `${count(agencyIds.length)} instansi dipilih` : `${count(sent)} surat dikirim`}</b>
      </p>
      <Refusal problem={problem} />
      {preview ? (
        <Preview preview={preview} />
      ) : (
        <TextArea
          id="pesan-pengingat"
          label="Pesan tambahan (boleh kosong)"
          maxLength={1000}
          value={note}
          onValue={setNote}
        />
      )}
      <p className="cluster">
        {!preview && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void ask(true)}>
            Lihat surat pengingat
          </button>
        )}
        {preview && preview.letters.length > 0 && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void ask(false)}>
            {isSending ? 'Mengirim' : `Kirim ke ${count(preview.letters.length)} instansi`}
          </button>
        )}
        {preview && (
          <button type="button" className="button button-secondary" onClick={() => setPreview(null)}>
            Ubah pesan
          </button>
        )}
        <button type="button" className="link-quiet" onClick={onClear}>
          Lepaskan pilihan
        </button>
      </p>
    </section>
  )
}

function Preview({ preview: { letters, skipped } }: { preview: Reminders }) {
  const [first] = letters
  return (
    <div className="stack stack-tight">
      {first ? (
        <>
          <article className="letter stack stack-tight">
            <h3>{first.subject}</h3>
            <p className="hint">Kepada {first.admins.map(({ name, email }) => `${name} (${email})`).join(', ')}</p>
            <p className="prose">{first.body}</p>
          </article>
          {letters.length > 1 && (
            <p className="hint">
              Surat yang sama dengan angka masing-masing kepada {count(letters.length - 1)} instansi lain.
            </p>
          )}
        </>
      ) : (
        <p>Tidak ada surat yang perlu dikirim.</p>
      )}
      {skipped.length > 0 && (
        <ul>
          {skipped.map(({ id, name, why }) => (
            <li key={id}>
              {name} dilewati: {reasons[why]}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
