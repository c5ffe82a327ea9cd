import { Suspense, useEffect, useState } from 'react'
import { kindOfName } from '#domain/attachment.ts'
import { bytes } from '#site/text/format.ts'
import type { Vault } from '../offline/vault.ts'
import type { ReadingView } from './desk-api.ts'
import { loadFile } from './files.ts'
import { later } from '../later.ts'

const PdfPages = later(() => import('./PdfPages.tsx').then((module) => module.PdfPages))

type File = ReadingView['proposal']['attachments'][number]
type Props = { readingId: string; file: File; vault: Vault | null; onClose: () => void }

/**
 * An attachment in the place of the text. It is painted, never opened: what somebody uploaded does not become a document of this
 * portal, so no browser's own viewer is needed and the sandbox of downloads stays as it is.
 */
export function FileViewer({ readingId, file, vault, onClose }: Props) {
  const [blob, setBlob] = useState<Blob | null>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isCurrent = true
    void loadFile(readingId, file.sha256, vault).then((found) => isCurrent && setBlob(found))
    return () => {
      isCurrent = false
    }
  }, [readingId, file.sha256, vault, round])
  return (
    <section className="stack file-view" aria-label={`Lampiran ${file.title}`}>
      <div className="cluster cluster-between">
        <h2>{file.title}</h2>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Kembali ke teks
        </button>
      </div>
      {blob === undefined && (
        <p className="hint" role="status">
          Membuka {file.fileName}, {bytes(file.sizeBytes)}
        </p>
      )}
      {blob === null && (
        <div className="refusal" role="alert">
          <h3>Lampiran ini belum dapat dibuka</h3>
          <p>Jaringan terputus dan lampiran ini tidak disimpan di perangkat ini. Isian Anda tetap aman.</p>
          <button type="button" className="button button-secondary" onClick={() => setRound(round + 1)}>
            Coba lagi
          </button>
        </div>
      )}
      {blob && (
        <Suspense fallback={<p className="hint">Menyiapkan halaman</p>}>
          {kindOfName(file.fileName) === 'pdf' ? <PdfPages blob={blob} /> : <Picture blob={blob} title={file.title} />}
        </Suspense>
      )}
    </section>
  )
}

function Picture({ blob, title }: { blob: Blob; title: string }) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    if (!canvas) return
    createImageBitmap(blob).then(
      (picture) => {
        canvas.width = picture.width
        canvas.height = picture.height
        canvas.getContext('2d')?.drawImage(picture, 0, 0)
        picture.close()
      },
      () => setBroken(true),
    )
  }, [blob, canvas])
  if (isBroken) return <p className="attention">Gambar ini tidak dapat dibaca peramban. Unduh untuk membukanya.</p>
  return <canvas ref={setCanvas} className="file-page" role="img" aria-label={title} />
}
