import { afterEach, expect, test, vi } from 'vitest'
import type { Answer } from '#site/islands/answer.ts'
import {
  blankAnswer,
  coversAnswer,
  mergeAnswers,
  sameAnswer,
  type WrittenAnswer,
} from '#site/islands/consolidation/answer-document.ts'
import { giveSeen } from '#site/islands/consolidation/give-answer.ts'
import { documentSaver } from '#site/islands/local-first/document-saver.ts'

const savedAt = '2027-04-01T03:04:31.000Z'
const own = { points: { dampak: 70, kebaruan: 70 }, comments: {}, comment: 'Baik.' }
const blank = blankAnswer(own)
const pointed = (points: Record<string, string>, reason = 'Bukti'): WrittenAnswer => ({
  kind: 'revised',
  reason,
  revision: { ...blank.revision, points: { ...blank.revision.points, ...points } },
})

type Portal = { version: number; written: WrittenAnswer }
const drafts = ({ kind, reason, revision: { comments, comment, points } }: WrittenAnswer) => ({
  answer: kind,
  reason,
  points: Object.fromEntries(Object.entries(points).map(([id, text]) => [id, Number(text)])),
  comments,
  comment,
})

afterEach(() => vi.unstubAllGlobals())

/** What is written on this page over version 1, and a portal that has another draft by now. */
function aPage(typed: WrittenAnswer, portal: Portal, saves: Promise<Answer<{ version: number; savedAt: string }>>) {
  const given: unknown[] = []
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    const said: { overDraft: number } = JSON.parse(body)
    given.push(said)
    const draft = { ...drafts(portal.written), savedAt }
    const newer = { code: 'answer_draft_conflict', version: portal.version, draft }
    const isMet = said.overDraft >= portal.version
    const answer = { answer: 'revised', answeredAt: savedAt, totalHundredths: 8000 }
    return Promise.resolve(Response.json(isMet ? answer : newer, { status: isMet ? 201 : 409 }))
  })
  const saver = documentSaver<WrittenAnswer>({ content: pointed({}), version: 1, savedAt }, [], {
    send: () => saves,
    theirsIn: () => undefined,
    isSame: sameAnswer,
    covers: coversAnswer,
    merge: mergeAnswers,
    device: { keep: () => Promise.resolve(true), forget: () => {} },
    tell: () => {},
    onChange: () => {},
  })
  saver.type(typed)
  const { answer: _, ...sheet } = drafts(typed)
  return { saver, given, give: () => giveSeen({ saver, forget: async () => {} }, '7', { answer: 'revised', ...sheet }) }
}

const silent = new Promise<never>(() => {})
const code = (answer: Answer<unknown>) => (answer.ok ? 'given' : answer.problem.code)

test('what was written elsewhere in other fields is met before the answer is given, not left out of it', async () => {
  const portal = { version: 2, written: pointed({ kebaruan: '85' }) }
  const { saver, given, give } = aPage(pointed({ dampak: '90' }), portal, silent)
  expect([code(await give()), given.length]).toEqual(['answer_draft_conflict', 1])
  const { content, theirs } = saver.read()
  expect([content, theirs]).toEqual([pointed({ dampak: '90', kebaruan: '85' }), null])
})

test('what was written elsewhere in the same fields is shown beside it', async () => {
  const written = pointed({ dampak: '85' })
  const { saver, given, give } = aPage(pointed({ dampak: '90' }), { version: 2, written }, silent)
  expect([code(await give()), given.length, saver.read().theirs?.content]).toEqual([
    'answer_draft_conflict',
    1,
    written,
  ])
})

test('a save of this page whose answer is still on its way is no hindrance, nor is the same from elsewhere', async () => {
  const typed = pointed({ dampak: '80' })
  const { saver, given, give } = aPage(typed, { version: 2, written: typed }, silent)
  void saver.flush()
  saver.type(pointed({ dampak: '90' }))
  expect([code(await give()), given.length]).toEqual(['given', 2])
  const elsewhere = aPage(typed, { version: 2, written: typed }, silent)
  expect([code(await elsewhere.give()), elsewhere.given.length]).toEqual(['given', 2])
})
