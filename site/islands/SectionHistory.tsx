import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { receive, type Body } from './answer.ts'
import { sectionRevisionsApi, type ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import type { DocumentSaver } from './local-first/document-saver.ts'
import { TextDifference } from './TextDifference.tsx'
import { useLoaded } from './useLoaded.ts'
import { useSending } from './useSending.ts'

const revisionsApi = sectionRevisionsApi[':id'].sections[':section'].revisions
const restorationsApi = sectionRevisionsApi[':id'].sections[':section'].restorations

type Listed = Body<typeof revisionsApi.$get>['revisions'][number]
type Props = { proposalId: string; section: ProposalView['rules']['sections'][number]; saver: DocumentSaver<string> }

/** Earlier texts of a section: who wrote which when, what changed, and the way back to each. */
export function SectionHistory({ proposalId, section, saver }: Props) {
  const [before, setBefore] = useState<number>()
  const [chosen, setChosen] = useState<number>()
  const param = { id: proposalId, section: section.id }
  const key = `${section.id} ${before ?? ''} ${saver.version()}`
  const { answer } = useLoaded(key, () =>
    receive(revisionsApi.$get({ param, query: before === undefined ? {} : { before } })),
  )
  if (!answer) return <p className="hint">Memuat riwayat</p>
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { revisions, next, current } = answer.value
  return (
    <section className="stack" aria-label={`Riwayat ${section.title}`}>
      {revisions.length === 0 && (
        <p className="empty">
          Belum ada versi terdahulu. Versi disimpan ketika orang lain menulis, setiap lima menit, dan sebelum teks
          banyak dihapus.
        </p>
      )}
      {current && (
        <p className="hint">
          Sekarang: versi {count(current.version)}, {current.savedBy}, {dateAndClock(new Date(current.savedAt))}.
        </p>
      )}
      <ol className="section-list">
        {revisions.map((revision) => (
          <li key={revision.version}>
            <button
              type="button"
              className="history-version"
              aria-expanded={chosen === revision.version}
              onClick={() => setChosen(chosen === revision.version ? undefined : revision.version)}
            >
              <b>Versi {count(revision.version)}</b>
              <span>{revision.savedBy}</span>
              <span className="hint">
                {dateAndClock(new Date(revision.savedAt))}, {count(revision.characters)} huruf
              </span>
            </button>
            {chosen === revision.version && (
              <Version
                param={param}
                version={revision.version}
                earlier={earlierThan(revisions, revision.version)}
                saver={saver}
                onRestored={() => setChosen(undefined)}
              />
            )}
          </li>
        ))}
      </ol>
      {next !== null && (
        <p>
          <button type="button" className="action" onClick={() => setBefore(next)}>
            Versi yang lebih lama
          </button>
        </p>
      )}
      {before !== undefined && (
        <p>
          <button type="button" className="action" onClick={() => setBefore(undefined)}>
            Kembali ke versi terbaru
          </button>
        </p>
      )}
    </section>
  )
}

const earlierThan = (revisions: readonly Listed[], version: number) =>
  revisions.find((revision) => revision.version < version)?.version

type VersionProps = {
  param: { id: string; section: string }
  version: number
  earlier: number | undefined
  saver: DocumentSaver<string>
  onRestored: () => void
}

function Version({ param, version, earlier, saver, onRestored }: VersionProps) {
  const [against, setAgainst] = useState<'now' | 'earlier'>('now')
  const load = (wanted: number) =>
    receive(revisionsApi[':version'].$get({ param: { ...param, version: String(wanted) } }))
  const { answer } = useLoaded(`${param.section} ${version}`, () => load(version))
  const { answer: under } = useLoaded(`${param.section} ${earlier ?? version}`, () => load(earlier ?? version))
  const { send, isSending, problem } = useSending()
  if (!answer) return <p className="hint">Memuat versi {count(version)}</p>
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { text } = answer.value

  const restore = async () => {
    await saver.flush()
    const json = { version, over: saver.version() }
    const restored = await send(() => receive(restorationsApi.$post({ param, json })))
    if (!restored?.ok) return
    const { text: content, version: newest, savedAt } = restored.value
    saver.adopt({ content, version: newest, savedAt })
    onRestored()
  }
  return (
    <div className="inline-history stack stack-tight">
      <p className="tabs" role="group" aria-label="Bandingkan dengan">
        <button type="button" aria-pressed={against === 'now'} onClick={() => setAgainst('now')}>
          Berubah sejak versi ini
        </button>
        {earlier !== undefined && (
          <button type="button" aria-pressed={against === 'earlier'} onClick={() => setAgainst('earlier')}>
            Berubah dari versi {count(earlier)}
          </button>
        )}
      </p>
      {against === 'now' && <TextDifference before={text} after={saver.read().content} />}
      {against === 'earlier' && under?.ok && <TextDifference before={under.value.text} after={text} />}
      <Refusal problem={problem} />
      <p className="cluster">
        <button type="button" className="button button-secondary" onClick={restore}>
          {isSending ? 'Memulihkan' : `Pulihkan versi ${count(version)}`}
        </button>
        <span className="hint">Teks sekarang masuk ke riwayat, jadi dapat dipulihkan kembali.</span>
      </p>
      <details>
        <summary>Teks utuh versi {count(version)}</summary>
        <p className="prose measure">{text}</p>
      </details>
    </div>
  )
}
