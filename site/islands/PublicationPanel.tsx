import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { publish } from './staff-api.ts'
import type { EditionView, PlenaryView, StageRow } from './staff-answers.ts'
import { useSending } from './useSending.ts'

type Props = { edition: EditionView; stage: StageRow; plenary: PlenaryView; mayAct: boolean; onChanged: () => void }

/** Milliseconds between two tries while the queue still computes what the list is recomputed from, and how many. */
const REST = 1500
const MOST_TRIES = 40

async function publishOnceReady(edition: string, stage: string): ReturnType<typeof publish> {
  for (let tries = 1; ; tries++) {
    const answer = await publish(edition, stage)
    if (answer.ok || answer.problem.code !== 'bundle_not_ready' || tries === MOST_TRIES) return answer
    await new Promise((resolve) => setTimeout(resolve, REST))
  }
}

/** Publishing writes the snapshot whose hash everybody can check, and has the public pages built anew. */
export function PublicationPanel({ edition, stage, plenary: { publicationHash }, mayAct, onChanged }: Props) {
  const [isAsking, setAsking] = useState(false)
  const { send, problem, isSending } = useSending()
  if (publicationHash) return <Published slug={edition.slug} hash={publicationHash} />
  if (!mayAct) return <p className="hint">Hasil ini belum diterbitkan.</p>
  const confirm = async () => {
    const answer = await send(() => publishOnceReady(edition.slug, stage.id))
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
          {isSending && (
            <p className="hint" role="status">
              Bila peringkatnya belum dihitung, portal menghitungnya dahulu; ini memakan beberapa detik.
            </p>
          )}
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
