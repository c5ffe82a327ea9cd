import { Suspense, useEffect } from 'react'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { bytes, count } from '#site/text/format.ts'
import { clusterNames } from '#site/text/labels.ts'
import { AddressLink } from '../AddressLink.tsx'
import { WrittenText } from '../WrittenText.tsx'
import { readingFile, type ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import type { Pins } from './usePins.ts'
import { later } from '../later.ts'

const FileViewer = later(() => import('./FileViewer.tsx').then((module) => module.FileViewer))

type Props = {
  view: ReadingView
  device: DeskDevice
  sectionId: string
  fileHash: string | null
  onCloseFile: () => void
  pins: Pins
  /** Passages of the sheet. */
  marked: readonly PinnedPassage[]
  /** Title of the criterion that a selection can be pinned to; null when nothing can be. */
  pinTo: string | null
  onPin: () => void
}

/** The proposal, one section or one of its files at a time. */
export function ReadingPane({ view, device, sectionId, fileHash, onCloseFile, pins, marked, pinTo, onPin }: Props) {
  const { proposal, id } = view
  const section = proposal.sections.find((candidate) => candidate.id === sectionId)
  const file = proposal.attachments.find(({ sha256 }) => sha256 === fileHash)
  const { pane, mark } = pins
  useEffect(() => {
    void pane.current?.scrollTo(0, 0)
  }, [pane, sectionId, fileHash])
  useEffect(() => {
    mark(marked)
    return () => mark([])
    // `mark` reads the section that is on the screen.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [marked, sectionId, fileHash])
  return (
    <div className="desk-main">
      <nav className="tabs tabs-line" aria-label="Bagian usulan">
        {proposal.sections.map((tab) => (
          <AddressLink
            key={tab.id}
            to={{ bagian: tab.id, berkas: null }}
            aria-current={!file && tab.id === sectionId ? 'page' : undefined}
          >
            {tab.title}
          </AddressLink>
        ))}
      </nav>
      <div className="desk-text stack" ref={pane} tabIndex={0} role="region" aria-label="Teks usulan">
        <header>
          <p className="hint">
            {proposal.referenceNumber}, klaster {clusterNames[proposal.clusterId]}, kelompok {proposal.groupId}
          </p>
          <h1 id="judul-usulan" tabIndex={-1}>
            {proposal.title}
          </h1>
        </header>
        {file ? (
          <Suspense fallback={<p className="hint">Membuka {file.title}</p>}>
            <FileViewer key={file.sha256} readingId={id} file={file} vault={device.vault} onClose={onCloseFile} />
          </Suspense>
        ) : (
          section && (
            <section className="stack stack-tight" aria-labelledby="bagian">
              <h2 id="bagian">{section.title}</h2>
              <p className="hint">
                {section.question} {count(section.words)} dari {count(section.maxWords)} kata.
              </p>
              {section.text === '' ? <p>Bagian ini kosong.</p> : <WrittenText text={section.text} />}
            </section>
          )
        )}
        <section className="stack stack-tight" aria-labelledby="lampiran">
          <h3 id="lampiran">Lampiran</h3>
          {proposal.attachments.length === 0 && <p className="hint">Tidak ada lampiran.</p>}
          {proposal.attachments.map(({ sha256, title, fileName, sizeBytes }) => (
            <p key={sha256} className="cluster cluster-between file-line">
              <AddressLink to={{ berkas: sha256 }} aria-current={sha256 === fileHash ? 'page' : undefined}>
                {title}
              </AddressLink>
              <span className="hint">
                {fileName}, {bytes(sizeBytes)},{' '}
                <a href={readingFile(id, sha256)} target="_blank" rel="noopener">
                  unduh<span className="visually-hidden"> {title}</span>
                </a>
              </span>
            </p>
          ))}
        </section>
      </div>
      {pins.hasSelection && pinTo !== null && (
        <div className="pin-bar">
          <button
            type="button"
            className="button button-secondary"
            // The selection must survive the press.
            onPointerDown={(event) => event.preventDefault()}
            onClick={onPin}
          >
            Sematkan kutipan ke {pinTo}
          </button>
        </div>
      )}
    </div>
  )
}
