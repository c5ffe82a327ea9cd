import { useState } from 'react'
import { dateAndClock, points as asPoints } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Wait } from '../desk/Wait.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge } from '../Workspace.tsx'
import { wordsOf, writtenAnswer } from './answer-document.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { loadRound, type Round, type RoundSheet } from './consolidation-api.ts'
import { LeftAnswer } from './LeftAnswer.tsx'
import { SheetTable } from './SheetTable.tsx'
import { SheetWords } from './SheetWords.tsx'

type Who = { personId: string; email: string }

export function RoundPage({ id, who }: { id: string; who: Who }) {
  const { answer, reload } = useLoaded(`round ${id}`, () => loadRound(id))
  const [isSent, setSent] = useState(false)
  if (!answer) return <Wait />
  if (!answer.ok)
    return (
      <>
        <h1>Konsolidasi nilai</h1>
        <Refusal problem={answer.problem} />
        <p>
          <AddressLink to={{ putaran: null }}>Semua konsolidasi</AddressLink>
        </p>
      </>
    )
  const round = answer.value
  const own = round.sheets.find(({ isOwn }) => isOwn)
  return (
    <>
      {round.isSimulation && <SimulationBadge />}
      <header>
        <p className="no-print">
          <AddressLink to={{ putaran: null }}>Semua konsolidasi</AddressLink>
        </p>
        <h1>{round.title}</h1>
        <p className="lead">
          {round.referenceNumber}. {differenceWords(round)}
        </p>
      </header>
      <p role="status" className={isSent ? 'notice' : 'visually-hidden'}>
        {isSent && 'Jawaban Anda tercatat.'}
      </p>
      <SheetTable round={round} />
      <SheetWords round={round} />
      {own && <OwnPart who={who} round={round} own={own} onDone={() => (setSent(true), reload())} />}
    </>
  )
}

function differenceWords({ sheets, limitHundredths }: Round): string {
  const totals = sheets.map(({ totalHundredths }) => totalHundredths)
  const difference = Math.max(...totals) - Math.min(...totals)
  return `Nilai tertinggi dan terendah berselisih ${asPoints(difference)}; batas edisi ${asPoints(limitHundredths)}.`
}

type OwnPartProps = { who: Who; round: Round; own: RoundSheet; onDone: () => void }

function OwnPart({ who, round, own, onDone }: OwnPartProps) {
  const { answer } = own
  const left = <LeftAnswer personId={who.personId} round={round} own={own} />
  if (answer)
    return (
      <>
        <Answered answer={answer} before={own.totalHundredths} isOver={round.isOver} />
        {left}
      </>
    )
  if (round.isOver)
    return (
      <>
        <p className="empty">
          {round.closedAt === null
            ? `Tahap ini ditutup ${dateAndClock(new Date(round.closesAt))}. `
            : `Konsolidasi ini ditutup ${dateAndClock(new Date(round.closedAt))}. `}
          Anda tidak menjawab, jadi lembar Anda tetap.
        </p>
        {round.draft.written && (
          <details className="notice">
            <summary>Isian Anda yang tersimpan dan tidak dikirim, masih dapat disalin</summary>
            <p className="prose">{wordsOf(round, writtenAnswer(round.draft.written))}</p>
          </details>
        )}
        {left}
      </>
    )
  return <AnswerForm {...who} round={round} own={own} onDone={onDone} />
}

type Answer = NonNullable<RoundSheet['answer']>

const Answered = ({ answer, before, isOver }: { answer: Answer; before: number; isOver: boolean }) => (
  <section className="block stack stack-tight" aria-labelledby="jawaban-anda">
    <h2 id="jawaban-anda">Jawaban Anda</h2>
    <p>
      {answer.answer === 'confirmed'
        ? `Anda menegaskan nilai ${asPoints(before)}`
        : `Anda mengubah nilai ${asPoints(before)} menjadi ${asPoints(answer.totalHundredths)}`}{' '}
      pada {dateAndClock(new Date(answer.at))}.
    </p>
    <p className="prose">Alasan: {answer.reason}</p>
    {!isOver && <p className="hint">Jawaban juri lain terlihat sesudah semua menjawab atau konsolidasi ditutup.</p>}
  </section>
)
