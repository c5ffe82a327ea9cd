import { useMemo, useState } from 'react'
import { count } from '#site/text/format.ts'
import { languageOf, type Language } from '#site/text/language.ts'
import { differenceLines, recomputeText, verdictText } from '#site/text/recompute.ts'
import { TableScroll } from './TableScroll.tsx'
import { useRecompute, type Recomputation } from './useRecompute.ts'

/** A published bundle, as the page around the island names it: `<li data-bundle="hash" data-name="stage">`. */
type Published = { hash: string; name: string }

function publishedOnThisPage(): Published[] {
  return [...document.querySelectorAll<HTMLElement>('[data-bundle]')].map(({ dataset }) => ({
    hash: dataset.bundle ?? '',
    name: dataset.name ?? '',
  }))
}

async function fetchBundle(hash: string): Promise<string> {
  const response = await fetch(`/api/bundles/${hash}`)
  if (!response.ok) throw new Error(`the bundle answered ${response.status}`)
  return response.text()
}

/** Recomputes a published ranking, or one from a file of the visitor, with the files the portal itself ran. */
export function Recompute() {
  const bundles = useMemo(() => publishedOnThisPage(), [])
  const language = useMemo(() => languageOf(document.documentElement.lang), [])
  const t = recomputeText[language]
  const { state, start } = useRecompute()
  const [subject, setSubject] = useState('')
  const isBusy = state.step === 'loading' || state.step === 'running'
  return (
    <div className="recompute">
      <div className="recompute-acts">
        {bundles.map(({ hash, name }) => (
          <button
            key={hash}
            type="button"
            className="button"
            onClick={() => {
              if (isBusy) return
              setSubject(name)
              void start(() => fetchBundle(hash), hash)
            }}
          >
            {t.act(name)}
          </button>
        ))}
        <label className="button button-secondary recompute-file">
          {t.choose}
          <input
            type="file"
            accept="application/json,.json"
            className="visually-hidden"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (!file) return
              setSubject(file.name)
              void start(() => file.text(), null)
              target.value = ''
            }}
          />
        </label>
      </div>
      <p className="small">{t.stays}</p>
      <div role="status">
        <Progress state={state} subject={subject} language={language} />
      </div>
      {state.step === 'done' && <Verdict key={subject} state={state} subject={subject} language={language} />}
      {state.step === 'failed' && <p className="recompute-failure">{t.failures[state.reason]}</p>}
    </div>
  )
}

type Shown = { subject: string; language: Language }

function Progress({ state, subject, language }: Shown & { state: Recomputation }) {
  const t = recomputeText[language]
  if (state.step === 'loading') return <p>{t.loading(subject)}</p>
  if (state.step !== 'running') return null
  const percent = Math.round(state.share * 100)
  return (
    <div>
      <progress className="recompute-meter" max={100} value={percent} aria-label={t.progress(subject)} />
      <p>
        {t.progress(subject)}: {count(percent, language)}%
      </p>
    </div>
  )
}

/** Differences beyond these are counted, not listed. */
const MOST_LISTED = 40

const oneDecimal = { maximumFractionDigits: 1, minimumFractionDigits: 1 }
const secondsText = { id: new Intl.NumberFormat('id-ID', oneDecimal), en: new Intl.NumberFormat('en', oneDecimal) }

function Verdict({ state, subject, language }: Shown & { state: Recomputation & { step: 'done' } }) {
  const t = recomputeText[language]
  const { verification, seconds } = state
  const lines = useMemo(
    () => verification.differences.flatMap((one) => differenceLines(one, language)),
    [verification, language],
  )
  return (
    <section className="recompute-verdict" aria-labelledby="hasil-hitung" data-matches={verification.matches}>
      <h3 id="hasil-hitung">{subject}</h3>
      <p role="status" className="recompute-words">
        {verdictText(verification, language)}
      </p>
      <p className="small">{t.seconds(secondsText[language].format(seconds))}</p>
      {verification.bundleHash && (
        <p className="small">
          SHA-256 <span className="hash">{verification.bundleHash}</span>
        </p>
      )}
      {lines.length > 0 && (
        <TableScroll>
          <table className="table">
            <caption className="visually-hidden">{t.differences}</caption>
            <thead>
              <tr>
                <th scope="col">{t.part}</th>
                <th scope="col">{t.stated}</th>
                <th scope="col">{t.recomputed}</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, MOST_LISTED).map(({ place, stated, recomputed }) => (
                <tr key={place}>
                  <th scope="row">{place}</th>
                  <td className="hash">{stated}</td>
                  <td className="hash">{recomputed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {lines.length > MOST_LISTED && <p>{t.more(count(lines.length - MOST_LISTED, language))}</p>}
    </section>
  )
}
