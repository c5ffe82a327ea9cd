import { useRef, useState } from 'react'
import type { Answer } from './answer.ts'
import type { ClientProblem } from '#site/text/problems.ts'

/** One request at a time: a second click while the first is on its way sends nothing. */
export function useSending() {
  const underWay = useRef(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ClientProblem>()

  async function send<Value>(request: () => Promise<Answer<Value>>): Promise<Answer<Value> | undefined> {
    if (underWay.current) return undefined
    underWay.current = true
    setSending(true)
    const answer = await request()
    underWay.current = false
    setSending(false)
    setProblem(answer.ok ? undefined : answer.problem)
    return answer
  }

  return { isSending, problem, setProblem, send }
}
