import { useEffect, useMemo, useReducer, useState } from 'react'
import { bytes, count } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { onNewChance } from '../local-first/useFlushing.ts'
import type { Vault } from '../offline/vault.ts'
import { useSending } from '../useSending.ts'
import { photoQueue } from './photo-queue.ts'
import { captionPhoto, removePhoto, type Photo, type VisitView } from './visits-api.ts'

type Props = { view: VisitView; vault: Vault | null; mayWrite: boolean; reload: () => void }

/** Pictures of what was seen: taken by the phone, sent when there is a network, without the place the camera wrote into them. */
export function VisitPhotos({ view, vault, mayWrite, reload }: Props) {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const queue = useMemo(() => photoQueue(view.id, vault, redraw, reload), [view.id, vault, reload])
  useEffect(() => {
    void queue.begin()
    const forget = onNewChance(() => void queue.flush())
    return () => {
      forget()
      queue.stop()
    }
  }, [queue])
  const waiting = queue.waiting()
  return (
    <section className="block stack" aria-labelledby="foto">
      <h2 id="foto">Foto</h2>
      {mayWrite && (
        <>
          <p className="hint measure">
            JPEG, PNG, atau WebP, paling besar {bytes(view.maxPhotoBytes)}, paling banyak {count(view.mostPhotos)} foto.
            Tempat, waktu, dan perangkat yang ditulis kamera ke dalam foto dihapus sebelum disimpan.
          </p>
          <p className="cluster">
            <PictureInput words="Ambil foto" isCamera onPick={(files) => void queue.add(files)} />
            <PictureInput words="Pilih dari galeri" isCamera={false} onPick={(files) => void queue.add(files)} />
          </p>
        </>
      )}
      <p className="visually-hidden" role="status">
        {waiting.length > 0 && `${count(waiting.length)} foto menunggu terkirim.`}
      </p>
      {waiting.length > 0 && (
        <ul className="stack stack-tight">
          {waiting.map(({ name, isKept, problem }, n) => (
            <li key={name} className="notice">
              Foto {n + 1}: {problem ? problemText(problem) : 'sedang dikirim.'}{' '}
              {isKept ? 'Foto ini tersimpan di perangkat.' : 'Jangan tutup halaman ini sampai terkirim.'}
              {problem && (
                <span className="cluster">
                  <button type="button" className="action" onClick={() => void queue.flush(true)}>
                    Kirim lagi
                  </button>
                  <button type="button" className="action" onClick={() => void queue.drop(name)}>
                    Buang foto {n + 1}
                  </button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.photos.length === 0 && waiting.length === 0 && <p className="hint">Belum ada foto.</p>}
      <ul className="visit-photos">
        {view.photos.map((photo, n) => (
          <li key={photo.id}>
            <StoredPhoto visitId={view.id} photo={photo} number={n + 1} mayWrite={mayWrite} reload={reload} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type PictureProps = { words: string; isCamera: boolean; onPick: (files: readonly File[]) => void }

const PictureInput = ({ words, isCamera, onPick }: PictureProps) => (
  <label className="button button-secondary file-button">
    {words}
    <input
      className="visually-hidden"
      type="file"
      accept="image/jpeg,image/png,image/webp"
      {...(isCamera ? { capture: 'environment' as const } : { multiple: true })}
      onChange={({ target }) => {
        onPick([...(target.files ?? [])])
        target.value = ''
      }}
    />
  </label>
)

type StoredProps = { visitId: string; photo: Photo; number: number; mayWrite: boolean; reload: () => void }

function StoredPhoto({ visitId, photo, number, mayWrite, reload }: StoredProps) {
  const [caption, setCaption] = useState(photo.caption)
  const { send, problem } = useSending()
  const act = async (request: Parameters<typeof send<unknown>>[0]) => {
    const answer = await send(request)
    if (answer?.ok) reload()
  }
  return (
    <figure className="visit-photo">
      <img
        src={`/api/visits/${visitId}/photos/${photo.id}`}
        alt={mayWrite && photo.caption !== '' ? photo.caption : `Foto ${number}`}
        loading="lazy"
      />
      {mayWrite ? (
        <figcaption className="stack stack-tight">
          <label className="visually-hidden" htmlFor={`keterangan-${photo.id}`}>
            Keterangan foto {number}
          </label>
          <input
            id={`keterangan-${photo.id}`}
            className="input"
            maxLength={300}
            placeholder="Keterangan foto"
            value={caption}
            onChange={({ target }) => setCaption(target.value)}
            onBlur={() => caption !== photo.caption && void act(() => captionPhoto(visitId, photo.id, caption))}
          />
          <button type="button" className="action" onClick={() => void act(() => removePhoto(visitId, photo.id))}>
            Hapus foto {number}
          </button>
          <Refusal problem={problem} />
        </figcaption>
      ) : (
        photo.caption !== '' && <figcaption>{photo.caption}</figcaption>
      )}
    </figure>
  )
}
