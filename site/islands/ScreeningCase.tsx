import { useEffect, useState } from 'react'
import { dayBegins } from '#domain/jakarta-day.ts'
import { bytes, count, date, dateAndClock } from '#site/text/format.ts'
import { clusterNames, screeningStates } from '#site/text/labels.ts'
import { reasonWithCode } from '#site/text/screening.ts'
import { Stop, Wait, type Desk } from './EditionDesk.tsx'
import { AddressLink } from './AddressLink.tsx'
import { EligibilityFindings } from './EligibilityFindings.tsx'
import { nameOf } from './rules-form.ts'
import { SimilarList } from './SimilarTexts.tsx'
import { loadSimilarities, loadSubmission, submissionFile } from './staff-api.ts'
import type { ScreeningOutcome, SubmissionView } from './staff-answers.ts'
import { ReceiptFiles } from './Receipt.tsx'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { VerdictForm } from './VerdictForm.tsx'
import { WrittenText } from './WrittenText.tsx'

type Reason = { code: string; name: string }
type Props = Desk & { submissionId: string; onRecorded: () => void }

/** The whole submission with its history, and the verdict. The list's search and filter stay in the address. */
export function ScreeningCase({ submissionId, onRecorded, edition, mayAct }: Props) {
  const { answer, reload } = useLoaded(`submission ${submissionId}`, () => loadSubmission(submissionId))
  const { replace } = useAddress()
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const view = answer.value
  const { submission } = view
  const recorded = () => {
    onRecorded()
    if (view.nextSubmissionId) replace({ berkas: view.nextSubmissionId, pilih: view.nextSubmissionId, lihat: null })
    else reload()
  }
  return (
    <div className="work-page stack">
      <nav className="cluster" aria-label="Berkas">
        <AddressLink className="action" to={{ berkas: null, lihat: null }}>
          Kembali ke daftar
        </AddressLink>
        {view.nextSubmissionId && (
          <AddressLink className="action" to={{ berkas: view.nextSubmissionId, lihat: null }}>
            Berkas berikutnya
          </AddressLink>
        )}
      </nav>
      <header>
        <p className="hint">
          {submission.referenceNumber}, klaster {clusterNames[submission.clusterId]}, kelompok{' '}
          {nameOf(edition.rules.groups, submission.groupId)}
        </p>
        <h1>{submission.title}</h1>
      </header>
      <div className="case">
        <div className="stack">
          {view.sections.map(({ id, title, text, words, maxWords }) => (
            <section key={id} className="stack stack-tight" aria-labelledby={`bagian-${id}`}>
              <h2 id={`bagian-${id}`}>{title}</h2>
              <p className="hint">
                {count(words)} dari {count(maxWords)} kata
              </p>
              {text === '' ? <p>Kosong</p> : <WrittenText text={text} />}
            </section>
          ))}
          <CaseSimilarity submissionId={submissionId} />
        </div>
        <div className="stack case-side">
          {view.hints.map(({ text }) => (
            <p key={text} className="attention">
              {text}
            </p>
          ))}
          <section className="stack stack-tight" aria-labelledby="kelayakan">
            <h2 id="kelayakan">Kelayakan menurut aturan</h2>
            <EligibilityFindings view={view.eligibility} />
          </section>
          <Facts view={view} />
          <Files view={view} submissionId={submissionId} />
          <ReceiptFiles
            proposalId={view.proposalId}
            receipt={{
              revision: submission.revision,
              referenceNumber: submission.referenceNumber,
              sha256: view.sha256,
            }}
          />
          <History view={view} />
          {mayAct && <Verdict key={submissionId} submissionId={submissionId} view={view} onRecorded={recorded} />}
        </div>
      </div>
    </div>
  )
}

function CaseSimilarity({ submissionId }: { submissionId: string }) {
  const { answer } = useLoaded(`similarities ${submissionId}`, () => loadSimilarities(submissionId))
  const { get } = useAddress()
  const isWanted = get('lihat') === 'kemiripan'
  useEffect(() => {
    if (isWanted && answer) document.getElementById('kemiripan')?.scrollIntoView()
  }, [isWanted, answer])
  return <SimilarList answer={answer} reader="secretariat" />
}

function Facts({ view: { submission, submittedAt, sha256 } }: { view: SubmissionView }) {
  const lines = [
    ['Instansi', submission.agency],
    ['Unit', submission.unit],
    ['Mulai diterapkan', date(dayBegins(submission.startedOn), 'plain')],
    ['Diajukan', `${dateAndClock(new Date(submittedAt))}, revisi ${submission.revision}`],
  ]
  return (
    <dl className="facts facts-rows">
      {lines.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Sidik SHA-256</dt>
        <dd className="hash">{sha256}</dd>
      </div>
    </dl>
  )
}

function Files({ view: { attachments }, submissionId }: { view: SubmissionView; submissionId: string }) {
  return (
    <section className="stack stack-tight" aria-labelledby="lampiran">
      <h2 id="lampiran">Lampiran</h2>
      {attachments.length === 0 && <p className="empty">Tidak ada lampiran.</p>}
      <ul className="stack stack-tight">
        {attachments.map(({ sha256, title, fileName, sizeBytes }) => (
          <li key={sha256}>
            <a href={submissionFile(submissionId, sha256)} target="_blank" rel="noopener">
              {title}
            </a>
            , {fileName}, {bytes(sizeBytes)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ view: { screenings } }: { view: SubmissionView }) {
  if (screenings.length === 0) return null
  return (
    <section className="stack stack-tight" aria-labelledby="riwayat">
      <h2 id="riwayat">Keputusan sejauh ini</h2>
      <ol className="stack stack-tight">
        {screenings.map(({ sequence, outcome, reasons, note, at, by }) => (
          <li key={sequence}>
            <b>{screeningStates[outcome].name}</b>, {dateAndClock(new Date(at))}, oleh {by}
            {reasons.length > 0 &&
              `: ${reasons.map(({ code, name }: Reason) => `${name} (${reasonWithCode(code).code})`).join('; ')}`}
            {note && <p className="prose measure">{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

const outcomes: readonly ScreeningOutcome[] = ['eligible', 'needs_repair', 'ineligible']

function Verdict({
  submissionId,
  view,
  onRecorded,
}: {
  submissionId: string
  view: SubmissionView
  onRecorded: () => void
}) {
  const [outcome, setOutcome] = useState<ScreeningOutcome | null>(null)
  return (
    <section className="block stack" aria-labelledby="putusan">
      <h2 id="putusan">Keputusan Anda</h2>
      <div className="cluster">
        {outcomes.map((choice) => (
          <button
            key={choice}
            type="button"
            className="button button-secondary"
            aria-expanded={outcome === choice}
            onClick={() => setOutcome(choice)}
          >
            {screeningStates[choice].name}
          </button>
        ))}
      </div>
      {outcome && (
        <VerdictForm
          key={outcome}
          submissionId={submissionId}
          outcome={outcome}
          sequence={Math.max(0, ...view.screenings.map(({ sequence }) => sequence)) + 1}
          hinted={view.hints.map(({ code }) => code)}
          onRecorded={onRecorded}
          onCancel={() => setOutcome(null)}
        />
      )}
    </section>
  )
}
