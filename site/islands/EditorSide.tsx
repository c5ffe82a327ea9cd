import { useState, type ReactNode } from 'react'
import { proposalProblems } from '#domain/proposal.ts'
import { countWords } from '#domain/word-count.ts'
import { count, date } from '#site/text/format.ts'
import { formSteps, sectionPetals, stepOf } from '#site/text/proposal-problems.ts'
import type { ProposalView } from './api.ts'
import { AddressLink } from './AddressLink.tsx'
import { Deadline, Kawung } from './marks.tsx'
import { standingReturn } from './part-notes.tsx'
import type { Draft } from './useDraft.ts'
import type { Colleague } from './usePresence.ts'

type Props = {
  view: ProposalView
  draft: Draft
  others: readonly Colleague[]
  step: string
  goTo: (step: string) => void
  as: 'author' | 'agency_admin'
}

/** The parts of the form with how full each is, and until when it can be handed over. */
export function EditorSide({ view, draft, others, step, goTo, as }: Props) {
  const current = (id: string) => (step === id ? { 'aria-current': 'step' as const } : {})
  const required = view.rules.attachments.filter((rule) => rule.required)
  const uploaded = required.filter(({ id }) => view.attachments.some(({ ruleId }) => ruleId === id)).length
  const leave = (id: string) => ({
    to: { bagian: id, lihat: null },
    onClickCapture: draft.flush,
  })
  const gaps = proposalProblems({ ...view, sections: [] }, view.rules).filter(
    (problem) => stepOf(problem) === formSteps.details,
  ).length
  const noted = new Set(standingReturn(view)?.notes.map(({ sectionId }) => sectionId))
  return (
    <nav className="split-side stack" aria-label="Bagian usulan">
      <h2>{view.title || 'Usulan tanpa judul'}</h2>
      <Fold key={step}>
        <ol className="section-list">
          <li>
            <AddressLink {...leave(formSteps.details)} {...current(formSteps.details)}>
              <Kawung filled={gaps === 0 ? 4 : 2} />
              <span>Data inovasi</span>
              <span className="section-list-count">{gaps === 0 ? '' : `kurang ${count(gaps)}`}</span>
            </AddressLink>
          </li>
          {view.rules.sections.map(({ id, title, maxWords }) => {
            const words = countWords(draft.textOf(id))
            return (
              <li key={id}>
                <AddressLink {...leave(id)} {...current(id)}>
                  <Kawung filled={sectionPetals(words, maxWords)} />
                  <span>
                    {title}
                    {noted.has(id) && <span className="hint line">ada catatan admin</span>}
                    {others.some(({ sectionId }) => sectionId === id) && (
                      <span className="hint line">
                        {others.flatMap(({ sectionId, name }) => (sectionId === id ? [name] : [])).join(', ')} menulis
                      </span>
                    )}
                  </span>
                  <WordCount words={words} maxWords={maxWords} />
                </AddressLink>
              </li>
            )
          })}
          <li>
            <AddressLink {...leave(formSteps.attachments)} {...current(formSteps.attachments)}>
              <Kawung filled={required.length === 0 ? 4 : Math.floor((uploaded / required.length) * 4)} />
              <span>Lampiran</span>
              <span className="section-list-count">
                {uploaded} / {required.length} wajib
              </span>
            </AddressLink>
          </li>
        </ol>
        <p>
          <button type="button" className="action" onClick={() => goTo(formSteps.check)}>
            Periksa jawaban sebelum {as === 'author' ? 'diserahkan' : 'diteruskan'}
          </button>
        </p>
        <Waiting draft={draft} />
        <Closing view={view} />
        {as === 'agency_admin' && <a href={`/instansi/usulan/?id=${view.id}`}>Kembali membaca usulan</a>}
      </Fold>
    </nav>
  )
}

/** How much of the whole proposal is not on the portal yet, whichever part is open. */
function Waiting({ draft }: { draft: Draft }) {
  const waiting = [draft.details, ...draft.sections.values()].filter((saver) => saver.isPending())
  const isKept = waiting.every((saver) => !saver.isAtRisk())
  return (
    <output className="hint">
      {waiting.length === 0 && 'Semua bagian sudah tersimpan di portal.'}
      {waiting.length > 0 &&
        `${count(waiting.length)} bagian belum sampai ke portal, ${isKept ? 'tersimpan di perangkat ini' : 'hanya ada di halaman ini'}.`}
    </output>
  )
}

/** On a narrow screen the list is folded, so that the text comes first; on a wide one it is always open. */
function Fold({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(() => window.matchMedia('(min-width: 1001px)').matches)
  return (
    <details className="fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Semua bagian dan batas waktu</summary>
      <div className="stack">{children}</div>
    </details>
  )
}

function WordCount({ words, maxWords }: { words: number; maxWords: number }) {
  if (words > maxWords) return <span className="section-list-count is-over">lebih {count(words - maxWords)} kata</span>
  return (
    <span className="section-list-count">
      {count(words)} / {count(maxWords)}
    </span>
  )
}

/** The window in which this proposal changes: registration, or the screening that asked for a repair. */
function Closing({ view }: { view: ProposalView }) {
  const isRepair = view.state === 'needs_repair' && view.repair !== null
  const closesAt = new Date(isRepair && view.repair ? view.repair.closesAt : view.registration.closesAt)
  const days = Math.floor((closesAt.getTime() - Date.parse(view.now)) / 86_400_000)
  return (
    <div className="block stack stack-tight">
      <h3>
        {isRepair ? 'Perbaikan ditutup' : 'Pendaftaran ditutup'} {date(closesAt, 'plain')}
      </h3>
      <Deadline instant={closesAt} />
      <p className="hint">
        {days > 0 ? `Sisa ${count(days)} hari menurut jam portal.` : 'Kurang dari satu hari menurut jam portal.'} Admin
        instansi perlu waktu untuk memeriksa.
      </p>
    </div>
  )
}
