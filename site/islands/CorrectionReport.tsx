import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import { correctionStateNames } from '#site/text/labels.ts'
import { CorrectionAnswerForm } from './CorrectionAnswerForm.tsx'
import { Kawung } from './marks.tsx'
import type { CorrectionRow } from './staff-answers.ts'

type Props = { report: CorrectionRow; mayAct: boolean; onAnswered: () => void }

/** One report with every answer it got, and the way to the next one. */
export function CorrectionReport({ report, mayAct, onAnswered }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { reference, slug, language, statement, proposed, sourceUrl, hasEmail, at, state, answers } = report
  const { name, ...petals } = correctionStateNames[state]
  const prefix = language === 'en' ? '/en' : ''
  return (
    <article className="block stack stack-tight" aria-labelledby={`laporan-${reference}`}>
      <div className="cluster cluster-between">
        <h2 id={`laporan-${reference}`}>
          <a href={`${prefix}/inovasi/${slug}/`}>{slug}</a>
        </h2>
        <span className="state">
          <Kawung {...petals} />
          {name}
        </span>
      </div>
      <p className="hint">
        {reference}, diterima {dateAndClock(new Date(at))}, halaman {language === 'en' ? 'Inggris' : 'Indonesia'}.{' '}
        {hasEmail ? 'Meninggalkan alamat surel.' : 'Tanpa alamat surel.'}
      </p>
      <dl className="facts facts-rows">
        <div>
          <dt>Apa yang keliru</dt>
          <dd className="prose measure">{statement}</dd>
        </div>
        {proposed !== '' && (
          <div>
            <dt>Apa yang benar</dt>
            <dd className="prose measure">{proposed}</dd>
          </div>
        )}
        {sourceUrl !== null && (
          <div>
            <dt>Sumber</dt>
            <dd>
              <a className="hash" href={sourceUrl} rel="noreferrer nofollow external">
                {sourceUrl}
              </a>
            </dd>
          </div>
        )}
        {answers.map((answer) => (
          <div key={answer.sequence}>
            <dt>{correctionStateNames[answer.outcome].name}</dt>
            <dd className="measure">
              <p className="prose">{answer.text}</p>
              <p className="hint">
                {answer.by}, {dateAndClock(new Date(answer.at))}
              </p>
            </dd>
          </div>
        ))}
      </dl>
      {mayAct && !isOpen && (
        <p>
          <button type="button" className="button button-secondary" onClick={() => setOpen(true)}>
            {answers.length === 0 ? 'Jawab' : 'Jawab lagi'} <span className="visually-hidden">{reference}</span>
          </button>
        </p>
      )}
      {mayAct && isOpen && (
        <CorrectionAnswerForm
          report={report}
          onAnswered={() => {
            setOpen(false)
            onAnswered()
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </article>
  )
}
