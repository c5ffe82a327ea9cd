import { useEffect, useRef } from 'react'
import { countWords } from '#domain/word-count.ts'
import { clockToTheSecond, count } from '#site/text/format.ts'
import { SaveState } from './SaveState.tsx'
import type { SectionDraft, SectionSaver, Theirs } from './section-saver.ts'

type Props = { title: string; draft: SectionDraft; theirs: Theirs; saver: SectionSaver }

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
          {who} mengubah bagian yang sama pada {clockToTheSecond(new Date(theirs.savedAt))}. Bandingkan kedua teks, lalu
          pilih yang dipakai. Yang tidak dipilih tetap dapat disalin di bawah.
        </p>
      </div>
      <div className="two-texts">
        <div className="field">
          <label htmlFor="mine">Tulisan Anda, {count(countWords(draft.text))} kata</label>
          <textarea
            id="mine"
            className="textarea textarea-long"
            value={draft.text}
            onChange={(event) => saver.type(event.target.value)}
          />
          <button type="button" className="button" onClick={() => void saver.choose(draft.text)}>
            Pakai tulisan saya
          </button>
        </div>
        <div className="field">
          <label htmlFor="theirs">
            Tulisan {who}, {count(countWords(theirs.text))} kata
          </label>
          <textarea id="theirs" className="textarea textarea-long" value={theirs.text} readOnly />
          <button type="button" className="button button-secondary" onClick={() => void saver.choose(theirs.text)}>
            Pakai tulisan rekan
          </button>
        </div>
      </div>
      <p className="cluster cluster-between">
        <button type="button" className="action" onClick={() => saver.type(`${draft.text}\n\n${theirs.text}`)}>
          Gabungkan: tambahkan tulisan rekan di bawah tulisan saya, lalu sunting
        </button>
        <SaveState status={{ state: 'conflict' }} />
      </p>
    </section>
  )
}
