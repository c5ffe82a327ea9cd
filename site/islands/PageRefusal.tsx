import type { ClientProblem } from '#site/text/problems.ts'
import { Refusal } from './ErrorSummary.tsx'

/** A whole page that could not be opened: why, and where to go. */
export function PageRefusal({ problem, back }: { problem: ClientProblem; back?: { href: string; text: string } }) {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Halaman belum dapat dibuka</h1>
      <Refusal problem={problem} />
      {back && (
        <p>
          <a className="action" href={back.href}>
            {back.text}
          </a>
        </p>
      )}
    </div>
  )
}
