import { useState } from 'react'
import type { Answer } from './answer.ts'

/** The last answer that arrived, so that a list stays while the next page or search is on its way. */
export function useLast<Value>(answer: Answer<Value> | undefined): Answer<Value> | undefined {
  const [last, setLast] = useState(answer)
  if (answer && answer !== last) setLast(answer)
  return answer ?? last
}
