import { newerAnswer, sameAnswer, type OpenAnswer } from './answer-document.ts'
import { giveAnswer, type GivenAnswer } from './consolidation-api.ts'

type Given = Awaited<ReturnType<typeof giveAnswer>>

/**
 * Gives the answer that the juror saw; nothing is saved beside it meanwhile. A newer draft is no hindrance where it is a save of this
 * page whose answer is still on its way, or says nothing else; else it is shown, in the fields or beside them, and nothing was given.
 */
export async function giveSeen({ saver, forget }: OpenAnswer, roundId: string, said: GivenAnswer): Promise<Given> {
  saver.hold(true)
  for (;;) {
    const over = saver.version()
    const answer = await giveAnswer(roundId, { ...said, overDraft: over })
    if (answer.ok) {
      await forget()
      return answer
    }
    if (answer.problem.code === 'answer_draft_conflict') {
      const { content } = saver.read()
      saver.meet(newerAnswer(answer.problem))
      const met = saver.read()
      if (met.theirs === null && saver.version() > over && sameAnswer(met.content, content)) continue
    }
    saver.hold(false)
    return answer
  }
}
