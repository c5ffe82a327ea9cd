import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { publish } from './staff-api.ts'
import type { EditionView, PlenaryView, StageRow } from './staff-answers.ts'
import { useSending } from './useSending.ts'

type Props = { edition: EditionView; stage: StageRow; plenary: PlenaryView; mayAct: boolean; onChanged: () => void }

/** Publishing writes the snapshot whose hash everybody can check, and has the public pages built anew. */
export function PublicationPanel({ edition, stage, plenary: { publicationHash }, mayAct, onChanged }: Props) {
  const [isAsking, setAsking] = useState(false)
  const { send, problem, isSending } = useSending()
  if (publicationHash) return <Published slug={edition.slug} hash={publicationHash} />
  if (!mayAct) return <p className="hint">Hasil ini belum diterbitkan.</p>
  const confirm = async () => {
    const answer = await send(() => publish(edition.slug, stage.id))
    if (!answer?.ok) return
    setAsking(false)
    onChanged()
  }
  return (
    <>
      <p>
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Terbitkan hasil
        </button>
      </p>
      {isAsking && (
        <Dialog heading="Terbitkan hasil" onClose={() => setAsking(false)}>
          <Refusal problem={problem} />
          <p>
            Nama usulan dan instansi penerima, peringkat, rerata, dan alasan pleno tampil di halaman umum. Terbitan
            tidak dapat ditarik; perbaikan adalah terbitan baru.
          </p>
          <div className="cluster">
            <button type="button" className="button" onClick={() => void confirm()}>
              {isSending ? 'Menerbitkan' : 'Terbitkan sekarang'}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsking(false)}>
              Kembali
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}

function Published({ slug, hash }: { slug: string; hash: string }) {
  return (
    <div className="stack stack-tight" role="status">
      <p>
        Hasil sudah diterbitkan. Halaman umum diperbarui dalam satu menit:{' '}
        <a href={`/penghargaan/${encodeURIComponent(slug)}/`}>buka halaman penghargaan</a>.
      </p>
      <p>
        Sidik SHA-256 terbitan:{' '}
        <a className="hash" href={`/api/publications/${hash}`}>
          {hash}
        </a>
      </p>
    </div>
  )
}
