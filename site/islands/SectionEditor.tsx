import { useState, type ClipboardEvent, type ReactNode } from 'react'
import { cleanText } from '#domain/plain-text.ts'
import { countWords } from '#domain/word-count.ts'
import { clockToTheSecond, count } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import type { ProposalView } from './api.ts'
import { describedBy } from './Field.tsx'
import { insertText } from './insert-text.ts'
import type { DocumentSaver } from './local-first/document-saver.ts'
import { Meter } from './marks.tsx'
import { pastedText } from './pasted.ts'
import { SaveNotices } from './SaveNotices.tsx'
import { SaveState } from './SaveState.tsx'
import { SectionHistory } from './SectionHistory.tsx'
import { useAddress } from './useAddress.ts'
import type { Brought, Colleague } from './usePresence.ts'
import { VersionConflict } from './VersionConflict.tsx'
import { WrittenText } from './WrittenText.tsx'

type Section = ProposalView['rules']['sections'][number]

type Props = {
  view: ProposalView
  section: Section
  place: { number: number; of: number }
  saver: DocumentSaver<string>
  others: readonly Colleague[]
  brought: Brought | undefined
  email: string
  onSignedIn: () => void
  onward: ReactNode
}

/** Ways to look at a section; `?lihat=` says which. */
const looks = { write: null, preview: 'pratinjau', history: 'riwayat' } as const

/** One section of the proposal: its question, its text, its words, who else is here, and whether it is saved. */
export function SectionEditor(props: Props) {
  const { view, section, place, saver, onward, email, onSignedIn } = props
  const look = useAddress().get('lihat')
  const draft = saver.read()
  return (
    <>
      <div>
        <p className="hint">
          Bagian {place.number} dari {place.of},{' '}
          {section.weightPercent > 0 ? `bobot ${section.weightPercent}` : 'tidak dinilai'}
        </p>
        <h1>{section.title}</h1>
      </div>
      <SaveNotices draft={draft} email={email} onSignedIn={onSignedIn} wordsOf={String} onDiscard={saver.discard} />
      {draft.theirs ? (
        <VersionConflict title={section.title} draft={draft} theirs={draft.theirs} saver={saver} />
      ) : (
        <>
          <nav className="tabs" aria-label="Cara melihat bagian ini">
            <Look to={looks.write} look={look} text="Tulis" />
            <Look to={looks.preview} look={look} text="Pratinjau juri" />
            <Look to={looks.history} look={look} text="Riwayat versi" />
          </nav>
          {look === looks.preview && <Preview section={section} text={draft.content} />}
          {look === looks.history && <SectionHistory proposalId={view.id} section={section} saver={saver} />}
          {look !== looks.preview && look !== looks.history && <Writing {...props} />}
          <div className="cluster cluster-between">
            <Meter value={countWords(draft.content)} max={section.maxWords} unit="kata" />
            {draft.status ? <SaveState status={draft.status} /> : <span className="hint">Belum ada tulisan</span>}
          </div>
          <TooLong words={countWords(draft.content)} maxWords={section.maxWords} />
        </>
      )}
      <Company {...props} />
      <p className="cluster">{onward}</p>
    </>
  )
}

function Look({ to, look, text }: { to: string | null; look: string | null; text: string }) {
  return (
    <AddressLink to={{ lihat: to }} aria-current={look === to ? 'page' : undefined}>
      {text}
    </AddressLink>
  )
}

function Writing({ section, saver }: Props) {
  const { id, question, guidance } = section
  const [removed, setRemoved] = useState(0)
  const type = (text: string) => {
    const clean = cleanText(text)
    if (clean.removed > 0) setRemoved(clean.removed)
    saver.type(clean.text)
  }
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const html = event.clipboardData.getData('text/html')
    const plain = event.clipboardData.getData('text/plain')
    const text = html && pastedText(html, plain, (page) => new DOMParser().parseFromString(page, 'text/html').body)
    if (!text || text === plain) return
    event.preventDefault()
    insertText(event.currentTarget, text)
  }
  return (
    <div className="field field-question">
      <label htmlFor={id}>{question}</label>
      <p className="field-hint" id={`${id}-petunjuk`}>
        {guidance}
      </p>
      <textarea
        id={id}
        className="textarea textarea-long"
        value={saver.read().content}
        aria-describedby={describedBy({ id, hint: guidance })}
        onChange={(event) => type(event.target.value)}
        onPaste={paste}
        onBlur={() => void saver.flush()}
      />
      {removed > 0 && (
        <p className="hint" role="status">
          {count(removed)} karakter tak terlihat (tanda kendali atau pembalik arah tulisan) tidak ikut disimpan.
        </p>
      )}
      <Marks />
    </div>
  )
}

function Marks() {
  return (
    <details>
      <summary>Daftar, tebal, tautan, dan tabel</summary>
      <dl className="facts facts-rows">
        <div>
          <dt>Daftar</dt>
          <dd>awali baris dengan - atau 1.</dd>
        </div>
        <div>
          <dt>Tebal</dt>
          <dd>**kata**</dd>
        </div>
        <div>
          <dt>Tautan</dt>
          <dd>[tulisan](https://contoh.go.id)</dd>
        </div>
        <div>
          <dt>Tabel</dt>
          <dd>tempel dari Word atau lembar kerja; setiap baris menjadi | kolom | kolom |</dd>
        </div>
      </dl>
      <p className="hint">
        Kata dihitung di antara spasi bila memuat huruf atau angka. Tanda daftar, tebal, dan garis tabel tidak dihitung;
        nomor daftar dihitung, dan alamat tautan dihitung bersama kata yang menempel padanya.
      </p>
    </details>
  )
}

function Preview({ section, text }: { section: Section; text: string }) {
  return (
    <section className="stack stack-tight" aria-label={`Pratinjau ${section.title}`}>
      <p className="hint">{section.question}</p>
      {text.trim() === '' ? <p className="empty">Bagian ini kosong.</p> : <WrittenText text={text} />}
    </section>
  )
}

function TooLong({ words, maxWords }: { words: number; maxWords: number }) {
  if (words <= maxWords) return null
  return (
    <p className="field-error">
      Kurangi {count(words - maxWords)} kata. Tulisan ini tetap tersimpan, tetapi usulan belum dapat diserahkan.
    </p>
  )
}

/** Who else writes in this proposal, and what a colleague changed here. */
function Company({ view, section, others, brought }: Props) {
  const here = others.filter(({ sectionId }) => sectionId === section.id).map(({ name }) => name)
  const elsewhere = others.filter(({ sectionId }) => sectionId !== section.id)
  const titleOf = (id: string) => view.rules.sections.find((one) => one.id === id)?.title ?? 'lain'
  return (
    <div role="status">
      {here.length > 0 && <p className="attention">{here.join(', ')} sedang menulis di sini.</p>}
      {elsewhere.map(({ name, sectionId }) => (
        <p className="hint" key={name}>
          {name} sedang menulis di bagian {titleOf(sectionId)}.
        </p>
      ))}
      {brought && (
        <p className="hint">
          Teks ini memuat perubahan {brought.savedBy} pukul {clockToTheSecond(new Date(brought.savedAt))}.
        </p>
      )}
    </div>
  )
}
