import { useEffect, useState } from 'react'
import { problemText } from '#site/text/problems.ts'
import { receive, type Answer } from './answer.ts'
import { eligibilityChecksApi, type ProposalView } from './api.ts'
import { EligibilityFindings, type EligibilityView } from './EligibilityFindings.tsx'
import { useLoaded } from './useLoaded.ts'

/** What is asked of the innovation before it is written. */
export type EligibilityQuestion = {
  edition: string
  unitId: string
  groupId: string
  title: string
  startedOn: string | null
  registryId: string | null
  replicationOf: string | null
}

/** Typing has paused when nothing changed this long. */
const pauseMs = 400

/** The answer to what stands in the form now; the one before stays until it is there. Asks once typing pauses. */
export function useEligibility(question: EligibilityQuestion): Answer<EligibilityView> | undefined {
  const [answer, setAnswer] = useState<Answer<EligibilityView>>()
  const key = JSON.stringify(question)
  const isAskable = question.groupId !== '' && question.unitId !== ''
  useEffect(() => {
    if (!isAskable) return
    let isCurrent = true
    const json: EligibilityQuestion = JSON.parse(key)
    const timer = setTimeout(async () => {
      const received = await receive(eligibilityChecksApi['eligibility-checks'].$post({ json }))
      if (isCurrent) setAnswer(received)
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [key, isAskable])
  return isAskable ? answer : undefined
}

const summaries = {
  ok: 'Inovasi ini memenuhi syarat yang dapat diperiksa portal.',
  warn: 'Ada yang perlu Anda periksa. Usulan tetap dapat ditulis.',
  refuse:
    'Inovasi ini belum memenuhi syarat. Usulan dapat ditulis, tetapi tidak dapat diteruskan selama keadaannya begini.',
} as const

/** The rules of the edition held against the innovation, with one sentence over them. */
export function EligibilityPanel({ answer }: { answer: Answer<EligibilityView> | undefined }) {
  return (
    <section className="block stack stack-tight" aria-labelledby="kelayakan">
      <h2 id="kelayakan">Kelayakan</h2>
      <p role="status" className={answer?.ok && answer.value.verdict === 'refuse' ? 'attention' : 'hint'}>
        {!answer && 'Pilih kelompok, lalu portal memeriksa umur, riwayat penghargaan, dan jatah instansi.'}
        {answer?.ok && summaries[answer.value.verdict]}
        {answer && !answer.ok && problemText(answer.problem)}
      </p>
      {answer?.ok && <EligibilityFindings view={answer.value} />}
    </section>
  )
}

/** The same for a proposal as the portal has it; asked anew with each saved version. */
export function ProposalEligibility({ view }: { view: ProposalView }) {
  const { answer } = useLoaded(`kelayakan ${view.id} ${view.version}`, () =>
    receive(eligibilityChecksApi.proposals[':id'].eligibility.$get({ param: { id: view.id } })),
  )
  return <EligibilityPanel answer={answer} />
}
