import { useEffect, useRef } from 'react'
import { bytes, count } from '#site/text/format.ts'
import { clusterNames } from '#site/text/labels.ts'
import { AddressLink } from './AddressLink.tsx'
import { assignmentFile } from './staff-api.ts'
import type { AssignmentView } from './staff-answers.ts'
import { WrittenText } from './WrittenText.tsx'

/** The proposal, one section at a time, with its files below. */
export function ReadingPane({ view, sectionId }: { view: AssignmentView; sectionId: string }) {
  const { proposal, id } = view
  const section = proposal.sections.find((candidate) => candidate.id === sectionId)
  const text = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void text.current?.scrollTo(0, 0)
  }, [sectionId])
  return (
    <div className="desk-main">
      <nav className="tabs tabs-line" aria-label="Bagian usulan">
        {proposal.sections.map((tab) => (
          <AddressLink key={tab.id} to={{ bagian: tab.id }} aria-current={tab.id === sectionId ? 'page' : undefined}>
            {tab.title}
          </AddressLink>
        ))}
      </nav>
      <div className="desk-text stack" ref={text} tabIndex={0} role="region" aria-label="Teks usulan">
        <header>
          <p className="hint">
            {proposal.referenceNumber}, klaster {clusterNames[proposal.clusterId]}, kelompok {proposal.groupId}
          </p>
          <h1>{proposal.title}</h1>
        </header>
        {section && (
          <section className="stack stack-tight" aria-labelledby="bagian">
            <h2 id="bagian">{section.title}</h2>
            <p className="hint">
              {section.question} {count(section.words)} dari {count(section.maxWords)} kata.
            </p>
            {section.text === '' ? <p>Bagian ini kosong.</p> : <WrittenText text={section.text} />}
          </section>
        )}
        <section className="stack stack-tight" aria-labelledby="lampiran">
          <h3 id="lampiran">Lampiran</h3>
          {proposal.attachments.length === 0 && <p className="hint">Tidak ada lampiran.</p>}
          {proposal.attachments.map(({ sha256, title, fileName, sizeBytes }) => (
            <p key={sha256} className="cluster cluster-between file-line">
              <a href={assignmentFile(id, sha256)} target="_blank" rel="noopener">
                {title}
              </a>
              <span className="hint">
                {fileName}, {bytes(sizeBytes)}
              </span>
            </p>
          ))}
        </section>
      </div>
    </div>
  )
}
