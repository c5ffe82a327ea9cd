import { useEffect, useRef, type ReactNode } from 'react'
import { problemText, type ClientProblem } from '#site/text/problems.ts'

export type ErrorLine = { text: string; href?: string; onFollow?: () => void }

/** Takes the focus whenever `token` changes, so that a refusal is heard and seen, also the second time. */
function useFocusOn(token: unknown) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (token) frame.current?.focus()
  }, [token])
  return frame
}

/** What is to be mended, each line a link to its field. Give a new `lines` array for every refusal. */
export function ErrorSummary({ heading, lines }: { heading: string; lines: readonly ErrorLine[] }) {
  const frame = useFocusOn(lines)
  if (lines.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={frame}>
      <h2>{heading}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.text}>
            <LineLink {...line} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function LineLink({ text, href, onFollow }: ErrorLine) {
  if (href === undefined) return text
  return (
    <a
      href={href}
      onClick={(event) => {
        if (!onFollow) return
        event.preventDefault()
        onFollow()
      }}
    >
      {text}
    </a>
  )
}

/** What the portal refused and what to do. */
export function Refusal({ problem, children }: { problem: ClientProblem | undefined; children?: ReactNode }) {
  const frame = useFocusOn(problem)
  if (!problem) return null
  return (
    <div className="refusal" role="alert" tabIndex={-1} ref={frame}>
      <h2>Belum dapat dijalankan</h2>
      <p>{problemText(problem)}</p>
      {problem.code === 'sign_in_needed' && <SignInLink />}
      {children}
    </div>
  )
}

/** Opens sign-in in another tab, so that this page keeps what was typed. */
function SignInLink() {
  return (
    <p>
      <a className="action" href="/masuk/" target="_blank" rel="noopener">
        Masuk lagi di tab baru, lalu kembali ke halaman ini
      </a>
    </p>
  )
}
