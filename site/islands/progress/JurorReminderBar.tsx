import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import { remindJurors, type Place, type Reminders } from './progress-api.ts'

type Props = { place: Place; jurorIds: string[]; onSent: () => void; onClear: () => void }

const reasons = {
  nothing_open: 'semua lembarnya sudah diserahkan',
  reminded_recently: 'sudah diingatkan kurang dari 12 jam yang lalu',
} as const satisfies Record<Reminders['skipped'][number]['why'], string>

/** The Worker takes this many at once. */
const mostAtOnce = 60

/** A letter to the ticked jurors: read first, then sent. */
export function JurorReminderBar({ place, jurorIds, onSent, onClear }: Props) {
  const [note, setNote, forgetNote] = useKept(`ingatkan-juri:${place.edition}:${place.stage}`)
  const [again, setAgain] = useState(false)
  const [preview, setPreview] = useState<Reminders | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const { send, isSending, problem } = useSending()
  const asked = jurorIds.slice(0, mostAtOnce)

  const ask = async (isPreview: boolean, isAgain = again) => {
    const answer = await send(() => remindJurors(place, { jurorIds: asked, note, again: isAgain, preview: isPreview }))
    if (!answer?.ok) return
    if (isPreview || answer.value.sent === 0) return setPreview(answer.value)
    setPreview(null)
    setSent(answer.value.sent)
    forgetNote()
    onSent()
  }
  const repeat = (isAgain: boolean) => {
    setAgain(isAgain)
    void ask(true, isAgain)
  }
  return (
    <section className="desk-bar stack stack-tight no-print" aria-label="Ingatkan juri">
      <p role="status">
        <b>{sent === null ? `${count(jurorIds.length)} juri dipilih` : `${count(sent)} surat dikirim`}</b>
        {jurorIds.length > mostAtOnce && `; ${count(mostAtOnce)} yang pertama diingatkan dahulu`}
      </p>
      <Refusal problem={problem} />
      {preview ? (
        <Preview preview={preview} again={again} onAgain={repeat} />
      ) : (
        sent === null && (
          <TextArea
            id="pesan-juri"
            label="Pesan tambahan (boleh kosong)"
            maxLength={1000}
            value={note}
            onValue={setNote}
          />
        )
      )}
      <p className="cluster">
        {!preview && sent === null && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void ask(true)}>
            Lihat surat pengingat
          </button>
        )}
        {preview && preview.letters.length > 0 && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void ask(false)}>
            {isSending ? 'Mengirim' : `Kirim ke ${count(preview.letters.length)} juri`}
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

type PreviewProps = { preview: Reminders; again: boolean; onAgain: (again: boolean) => void }

function Preview({ preview: { letters, skipped }, again, onAgain }: PreviewProps) {
  const [first] = letters
  const mayRepeat = again || skipped.some(({ why }) => why === 'reminded_recently')
  return (
    <div className="stack stack-tight">
      {first ? (
        <>
          <article className="letter stack stack-tight">
            <h3>{first.subject}</h3>
            <p className="hint">
              Kepada {first.juror.name} ({first.juror.email})
            </p>
            <p className="prose">{first.body}</p>
          </article>
          {letters.length > 1 && (
            <p className="hint">
              Surat yang sama dengan angka masing-masing kepada {count(letters.length - 1)} juri lain.
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
      {mayRepeat && (
        <label className="choice">
          <input type="checkbox" checked={again} onChange={(event) => onAgain(event.target.checked)} />
          <span>Kirim juga kepada yang baru saja diingatkan</span>
        </label>
      )}
    </div>
  )
}
