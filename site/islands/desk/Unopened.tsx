import { Suspense, type ReactNode } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { later } from '../later.ts'
import { Wait } from './Wait.tsx'

const PactForm = later(() => import('./PactForm.tsx').then((module) => module.PactForm))

function NoReading() {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Pilih usulan dari daftar Anda</h1>
      <p>
        <a className="button" href="/juri/">
          Buka daftar
        </a>
      </p>
    </div>
  )
}

type UnopenedProps = {
  /** None when the address names no proposal. */
  problem: ClientProblem | undefined
  /** In place of what the problem says. */
  lost: ReactNode
  onNext: () => void
  reload: () => void
}

/** Why a proposal is not on the screen, and what can be done. */
export function Unopened({ problem, lost, onNext, reload }: UnopenedProps) {
  if (!problem) return <NoReading />
  if (problem.code === 'pact_needed')
    return (
      <div className="work-page work-page-narrow stack">
        <h1>Sebelum membuka usulan</h1>
        <Suspense fallback={<Wait />}>
          <PactForm edition={problem.edition} pact={problem.pact} onSigned={reload} />
        </Suspense>
      </div>
    )
  const early = problem.code === 'stage_not_open' ? problem.proposal : undefined
  return (
    <div className="work-page work-page-narrow stack">
      {!early && !lost && <h1>Usulan ini tidak dapat dibuka</h1>}
      {early && (
        <header>
          <p className="hint">
            {early.referenceNumber}, {early.agency}
          </p>
          <h1>{early.title}</h1>
        </header>
      )}
      {lost ?? <Refusal problem={problem} />}
      <p className="cluster">
        {early && (
          <a className="button button-secondary" href="/juri/benturan/">
            Nyatakan benturan sebelum naskah dibuka
          </a>
        )}
        {!lost && (
          <button type="button" className="button button-secondary" onClick={reload}>
            Coba lagi
          </button>
        )}
        {!early && (
          <button type="button" className="button button-secondary" onClick={onNext}>
            Usulan berikutnya
          </button>
        )}
        <a className="action" href="/juri/">
          Kembali ke daftar
        </a>
      </p>
    </div>
  )
}
