import type { EligibilityVerdict } from '#domain/eligibility.ts'

export type EligibilityView = {
  verdict: EligibilityVerdict
  findings: readonly {
    rule: string
    verdict: EligibilityVerdict
    text: string
    advice: string | null
  }[]
}

const words: Record<EligibilityVerdict, string> = {
  ok: 'Terpenuhi',
  warn: 'Periksa',
  refuse: 'Belum memenuhi',
}

/** Each rule with its verdict in words, the figures it was judged by, and what to do. */
export function EligibilityFindings({ view }: { view: EligibilityView }) {
  return (
    <ul className="findings">
      {view.findings.map(({ rule, verdict, text, advice }) => (
        <li key={`${rule} ${text}`} data-verdict={verdict}>
          <span className={verdict === 'ok' ? 'finding-verdict' : 'finding-verdict attention'}>{words[verdict]}</span>
          <span>
            {text}
            {advice && <span className="hint line">{advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
