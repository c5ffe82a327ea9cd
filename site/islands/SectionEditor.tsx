import type { ReactNode } from 'react'
import { countWords } from '#domain/word-count.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import type { ProposalView } from './api.ts'
import { describedBy } from './Field.tsx'
import { Meter } from './marks.tsx'
import { SaveState } from './SaveState.tsx'
import type { SectionDraft, SectionSaver } from './section-saver.ts'
import { VersionConflict } from './VersionConflict.tsx'

type Props = {
  section: ProposalView['rules']['sections'][number]
  place: { number: number; of: number }
  saver: SectionSaver
  onward: ReactNode
}

/** One section of the proposal: its question, its text, its words, and whether it is saved. */
export function SectionEditor({ section, place, saver, onward }: Props) {
  const { id, title, question, guidance, maxWords, weightPercent } = section
  const draft = saver.read()
  const words = countWords(draft.text)
  return (
    <>
      <div>
        <p className="hint">
          Bagian {place.number} dari {place.of}, {weightPercent > 0 ? `bobot ${weightPercent}` : 'tidak dinilai'}
        </p>
        <h1>{title}</h1>
      </div>
      <Notices draft={draft} />
      {draft.theirs ? (
        <VersionConflict title={title} draft={draft} theirs={draft.theirs} saver={saver} />
      ) : (
        <>
          <div className="field field-question">
            <label htmlFor={id}>{question}</label>
            <p className="field-hint" id={`${id}-petunjuk`}>
              {guidance}
            </p>
            <textarea
              id={id}
              className="textarea textarea-long"
              value={draft.text}
              aria-describedby={describedBy({ id, hint: guidance })}
              onChange={(event) => saver.type(event.target.value)}
              onBlur={() => void saver.flush()}
            />
          </div>
          <div className="cluster cluster-between">
            <Meter value={words} max={maxWords} unit="kata" />
            {draft.status ? <SaveState status={draft.status} /> : <span className="hint">Belum ada tulisan</span>}
          </div>
          {words > maxWords && (
            <p className="field-error">
              Kurangi {count(words - maxWords)} kata. Tulisan ini tetap tersimpan, tetapi usulan belum dapat diserahkan.
            </p>
          )}
        </>
      )}
      {draft.setAside !== null && <SetAside text={draft.setAside} />}
      <p className="cluster">{onward}</p>
    </>
  )
}

function Notices({ draft }: { draft: SectionDraft }) {
  return (
    <>
      {draft.restoredFrom && (
        <p className="notice">
          Tulisan yang Anda ketik pada {dateAndClock(draft.restoredFrom)} waktu itu belum sampai ke portal. Tulisan itu
          dipulihkan dari perangkat ini; keadaannya tertulis di bawah kolom.
        </p>
      )}
      {draft.problem && <SaveProblem draft={draft} problem={draft.problem} />}
    </>
  )
}

function SaveProblem({ draft, problem }: { draft: SectionDraft; problem: NonNullable<SectionDraft['problem']> }) {
  const isKept = draft.status?.state === 'local'
  return (
    <div className="refusal" role="alert">
      <h2>{isKept ? 'Belum sampai ke portal' : 'Belum tersimpan di portal'}</h2>
      <p>
        {problem.code === 'network' && isKept
          ? 'Jaringan terputus. Tulisan Anda tersimpan di perangkat ini dan dikirim begitu tersambung.'
          : problemText(problem)}
      </p>
      {!isKept && <p>Tulisan Anda tetap ada di halaman ini.</p>}
      {problem.code === 'sign_in_needed' && (
        <p>
          <a className="action" href="/masuk/" target="_blank" rel="noopener">
            Masuk lagi di tab baru, lalu kembali ke halaman ini
          </a>
        </p>
      )}
    </div>
  )
}

function SetAside({ text }: { text: string }) {
  return (
    <details>
      <summary>Tulisan yang tidak dipakai, masih dapat disalin</summary>
      <p className="prose measure">{text}</p>
    </details>
  )
}
