import { useEffect, useState } from 'react'
import { forgetLeft, listLeft, wordsOf, type WrittenAnswer } from './answer-document.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'

type Props = { personId: string; round: Round; own: RoundSheet }

/** What this device still has of an answer that cannot be given any more: shown until it is given up. */
export function LeftAnswer({ personId, round, own }: Props) {
  const [left, setLeft] = useState<readonly WrittenAnswer[]>([])
  useEffect(() => {
    let isCurrent = true
    void listLeft(personId, round, own).then((found) => isCurrent && setLeft(found))
    return () => {
      isCurrent = false
    }
  }, [personId, round, own])
  if (left.length === 0) return null
  return (
    <section className="notice stack stack-tight" aria-labelledby="jawaban-tertinggal">
      <h2 id="jawaban-tertinggal">Isian di perangkat ini yang tidak terkirim</h2>
      {left.map((written, index) => (
        <p key={index} className="prose">
          {wordsOf(round, written)}
        </p>
      ))}
      <p>
        <button
          type="button"
          className="action"
          onClick={() => void forgetLeft(personId, round.id).then(() => setLeft([]))}
        >
          Buang isian ini dari perangkat
        </button>
      </p>
    </section>
  )
}
