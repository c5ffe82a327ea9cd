import { useEffect, useState } from 'react'
import { problemText } from '#site/text/problems.ts'
import { receive, type Answer } from './answer.ts'
import { similaritiesApi, type ProposalView, type Similarities, type SimilarText } from './api.ts'
import type { Draft } from './useDraft.ts'

/** The text rests when it was saved and not typed on this long. */
const pauseMs = 2000

/** What the saved title and summary have in common with other texts; asked anew when a new version rests. */
export function SimilarTexts({ view, draft, sectionId }: { view: ProposalView; draft: Draft; sectionId: string }) {
  const [answer, setAnswer] = useState<Answer<Similarities>>()
  const { status, content } = draft.sections.get(sectionId)?.read() ?? {}
  const isSaved = status === undefined || status === null || status.state === 'saved'
  useEffect(() => {
    if (!isSaved) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const received = await receive(similaritiesApi.proposals[':id'].similarities.$get({ param: { id: view.id } }))
      if (isCurrent) setAnswer(received)
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [view.id, isSaved, content])
  if (answer?.ok && !answer.value.compared.some(({ id }) => id === sectionId)) return null
  return <SimilarList answer={answer} reader="author" />
}

type ListProps = { answer: Answer<Similarities> | undefined; reader: 'author' | 'secretariat' }

export function SimilarList({ answer, reader }: ListProps) {
  return (
    <section className="block stack" aria-labelledby="kemiripan">
      <h2 id="kemiripan">Kemiripan</h2>
      <p className="hint" role="status">
        {!answer && 'Judul dan ringkasan dibandingkan dengan edisi ini, edisi sebelumnya, dan arsip.'}
        {answer && !answer.ok && problemText(answer.problem)}
        {answer?.ok && told(answer.value, reader)}
      </p>
      {answer?.ok &&
        answer.value.similar.map((one, place) => <Similar key={`${one.title} ${place}`} one={one} place={place} />)}
    </section>
  )
}

function told({ similar, notablePercent }: Similarities, reader: ListProps['reader']): string {
  if (similar.length === 0) {
    return `Tidak ada teks lain yang sama ${notablePercent} persen atau lebih dengan judul dan ringkasan ini.`
  }
  const found = `${similar.length} teks lain memuat ${notablePercent} persen atau lebih rangkaian kata yang sama.`
  return reader === 'author'
    ? `${found} Tulis dengan kata Anda sendiri; bila ini inovasi yang sama, pilih pada riwayat penghargaan.`
    : found
}

function Similar({ one, place }: { one: SimilarText; place: number }) {
  const [isOpen, setOpen] = useState(false)
  const { kind, percent, title, agency, edition, referenceNumber, address, passages } = one
  if (kind === 'undisclosed') {
    return <p>Usulan lain yang belum diumumkan: {percent} persen atau lebih sama. Isinya tidak dapat ditampilkan.</p>
  }
  const source = kind === 'archive' ? 'arsip pemenang' : [edition, referenceNumber].filter(Boolean).join(', ')
  return (
    <article className="stack stack-tight" aria-labelledby={`mirip-${place}`}>
      <h3 id={`mirip-${place}`}>
        {title || 'Usulan tanpa judul'}, {percent} persen sama
      </h3>
      <p className="hint">
        {agency}, {source}
      </p>
      <p className="cluster">
        <button type="button" className="action" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Tutup perbandingan' : 'Bandingkan'}
          <span className="visually-hidden"> dengan {title}</span>
        </button>
        {address && (
          <a href={address} target="_blank" rel="noopener">
            Buka<span className="visually-hidden"> {title}</span>
          </a>
        )}
      </p>
      {isOpen && passages && (
        <div className="two-texts">
          <Passages heading="Teks ini" pieces={passages.mine} />
          <Passages heading="Teks lain" pieces={passages.theirs} />
        </div>
      )}
    </article>
  )
}

type Pieces = NonNullable<SimilarText['passages']>['mine']

/** What both texts have is underlined as well as coloured. */
function Passages({ heading, pieces }: { heading: string; pieces: Pieces }) {
  // The pieces of one answer never change places.
  const placed = pieces.map((piece, place) => ({ ...piece, key: `${place}` }))
  return (
    <div>
      <h4>{heading}</h4>
      <p className="prose">
        {placed.map(({ key, text, isShared }) =>
          isShared ? (
            <mark className="shared-words" key={key}>
              {text}
            </mark>
          ) : (
            <span key={key}>{text}</span>
          ),
        )}
      </p>
    </div>
  )
}
