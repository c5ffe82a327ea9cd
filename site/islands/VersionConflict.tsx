import { useEffect, useRef } from 'react'
import { countWords } from '#domain/word-count.ts'
import { clockToTheSecond, count } from '#site/text/format.ts'
import type { DocumentSaver, DocumentState, Theirs } from './local-first/document-saver.ts'
import { SaveState } from './SaveState.tsx'
import { TextDifference } from './TextDifference.tsx'

type Props = {
  title: string
  draft: DocumentState<string>
  theirs: Theirs<string>
  saver: DocumentSaver<string>
}

/** Both texts side by side. The own one stays editable, so that the two can be merged before one is saved. */
export function VersionConflict({ title, draft, theirs, saver }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.focus(), [])
  const who = theirs.savedBy || 'Rekan Anda'
  return (
    <section className="stack" aria-label={`Dua versi ${title}`}>
      <div className="refusal" role="alert" tabIndex={-1} ref={frame}>
        <h2>Ada dua versi</h2>
        <p>
          {who} mengubah bagian yang sama
          {theirs.savedAt && ` pada ${clockToTheSecond(new Date(theirs.savedAt))}`}. Bandingkan kedua teks, lalu pilih
          yang dipakai. Yang tidak dipilih tetap dapat disalin di bawah.
        </p>
      </div>
      <div className="two-texts">
        <div className="field">
          <label htmlFor="mine">Tulisan Anda, {count(countWords(draft.content))} kata</label>
          <textarea
            id="mine"
            className="textarea textarea-long"
            value={draft.content}
            onChange={(event) => saver.type(event.target.value)}
          />
          <button type="button" className="button" onClick={() => void saver.choose(draft.content)}>
            Pakai tulisan saya
          </button>
        </div>
        <div className="field">
          <label htmlFor="theirs">
            Tulisan {who}, {count(countWords(theirs.content))} kata
          </label>
          <textarea id="theirs" className="textarea textarea-long" value={theirs.content} readOnly />
          <button type="button" className="button button-secondary" onClick={() => void saver.choose(theirs.content)}>
            Pakai tulisan {who}
          </button>
        </div>
      </div>
      <p className="cluster cluster-between">
        <button type="button" className="action" onClick={() => saver.type(`${draft.content}\n\n${theirs.content}`)}>
          Gabungkan: tambahkan tulisan rekan di bawah tulisan saya, lalu sunting
        </button>
        <SaveState status={{ state: 'conflict' }} />
      </p>
      <details>
        <summary>Perbedaan: dari tulisan {who} ke tulisan Anda</summary>
        <TextDifference before={theirs.content} after={draft.content} />
      </details>
    </section>
  )
}
