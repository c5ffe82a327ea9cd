import { date, dateAndClock, points } from '#site/text/format.ts'
import { receive, type Body } from './answer.ts'
import { feedbackLettersApi, type ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { useLoaded } from './useLoaded.ts'

type Letters = Body<(typeof feedbackLettersApi)[':id']['feedback-letters']['$get']>
type Letter = Letters['letters'][number]

/** What each stage said of the proposal, once its results are public: place and why, means, and the jurors' comments. */
export const StageResults = ({ view: { id, state } }: { view: ProposalView }) =>
  state === 'eligible' ? <Loaded proposalId={id} /> : null

function Loaded({ proposalId: id }: { proposalId: string }) {
  const { answer } = useLoaded(`feedback ${id}`, () =>
    receive(feedbackLettersApi[':id']['feedback-letters'].$get({ param: { id } })),
  )
  if (!answer) return null
  if (!answer.ok) return <Refusal problem={answer.problem} />
  return answer.value.letters
    .toReversed()
    .map((letter) => (
      <StageResult key={letter.stage.id} proposalId={id} letter={letter} aboutComments={answer.value.aboutComments} />
    ))
}

type Props = { proposalId: string; letter: Letter; aboutComments: string }

function StageResult({ proposalId, letter, aboutComments }: Props) {
  const { stage, plenary, decree, publishedAt, place, field, outcome, criteria, comments } = letter
  const headingId = `hasil-${stage.id}`
  return (
    <section className="block stack" aria-labelledby={headingId}>
      <h2 id={headingId}>Hasil {stage.name}</h2>
      <p className="lead">{outcome}</p>
      <p className="measure">
        {place} {field}
      </p>
      <p className="hint">
        {plenary}
        {decree && `, keputusan nomor ${decree.number}, ${date(new Date(decree.date), 'plain')}`}. Diumumkan{' '}
        {dateAndClock(new Date(publishedAt))}.
      </p>
      <p className="no-print">
        <a
          className="button button-secondary"
          href={`/api/proposals/${proposalId}/feedback-letters/${stage.id}`}
          download
        >
          Unduh surat umpan balik (PDF)
        </a>
      </p>
      <h3>Umpan balik juri</h3>
      <p className="hint measure">{aboutComments}</p>
      {criteria.map((criterion) => (
        <CriterionResult key={criterion.id} criterion={criterion} />
      ))}
      {comments.length > 0 && (
        <div className="stack stack-tight">
          <h4>Keseluruhan usulan</h4>
          <Comments comments={comments} />
        </div>
      )}
    </section>
  )
}

function CriterionResult({ criterion }: { criterion: Letter['criteria'][number] }) {
  const { title, weightPercent, meanHundredths, level, nextLevel, comments } = criterion
  return (
    <div className="stack stack-tight">
      <h4>{title}</h4>
      <p className="measure">
        {meanHundredths === null ? 'Rata-rata tidak ditampilkan' : `Rata-rata ${points(meanHundredths)} dari 100`},
        bobot {weightPercent} persen.
        {level !== null && ` Artinya: ${level}`}
      </p>
      {nextLevel !== null && <p className="hint measure">Tingkat di atasnya: {nextLevel}</p>}
      {comments.length === 0 ? (
        <p className="hint">Juri tidak menulis catatan pada kriteria ini.</p>
      ) : (
        <Comments comments={comments} />
      )}
    </div>
  )
}

const Comments = ({ comments }: { comments: readonly string[] }) => (
  <ul className="stack stack-tight">
    {comments.map((comment, at) => (
      <li className="prose measure" key={`${at} ${comment}`}>
        {comment}
      </li>
    ))}
  </ul>
)
