import { useEffect, useId, useMemo, useState } from 'react'
import { count } from '#site/text/format.ts'
import { shareWords } from '#site/text/ranking.ts'
import { cutAt } from '../rank-interval.ts'
import { useAddress } from '../useAddress.ts'
import type { RankedContest } from './laboratory-answers.ts'
import { chancesOf, ZONE_LIMITS, type ViewedContest } from './laboratory-parts.ts'

/** Milliseconds of rest before a dragged cut goes into the address; browsers limit how often that may change. */
const REST = 300

/** The cut that is looked at: the address's, else the one the rules set. */
export function useCut(contest: RankedContest, size: number): [number, (k: number) => void] {
  const { get, replace } = useAddress()
  const most = Math.max(1, size)
  const own = Math.min(Math.max(1, contest.line), most)
  const named = Math.round(Number(get('k')))
  const [k, setK] = useState(named >= 1 && named <= most ? named : own)
  useEffect(() => {
    const wait = setTimeout(() => replace({ k: k === own ? null : String(k) }), REST)
    return () => clearTimeout(wait)
  }, [k, own, replace])
  return [k, setK]
}

/** K as a slider: how many of the best K truly belong there, and how many the scores cannot decide. */
export function CutSlider({ viewed, onK }: { viewed: ViewedContest; onK: (k: number) => void }) {
  const { contest, ranked, k } = viewed
  const id = useId()
  const cut = useMemo(
    () =>
      cutAt(
        ranked.map((one) => chancesOf(contest, one)),
        k,
        ZONE_LIMITS,
      ),
    [contest, ranked, k],
  )
  const [low, high] = ZONE_LIMITS.map((limit) => `${count(limit * 100)}%`)
  return (
    <section className="lab-cut" aria-label="Batas yang dilihat">
      <div className="field">
        <label htmlFor={id}>Batas: {count(k)} terbaik</label>
        <p className="field-hint">{lineWords(contest)}</p>
        <input
          id={id}
          type="range"
          className="lab-slider"
          min={1}
          max={ranked.length}
          value={k}
          onChange={({ target }) => onK(Number(target.value))}
        />
      </div>
      <dl className="lab-figures" aria-live="polite">
        <div>
          <dt>Ketepatan yang diharapkan</dt>
          <dd>{cut.precision === null ? '–' : shareWords(cut.precision)}</dd>
        </div>
        <div>
          <dt>Masuk, peluang {high} ke atas</dt>
          <dd>{count(cut.sure)}</dd>
        </div>
        <div className="lab-zone-row">
          <dt>
            Zona bahas, {low} sampai {high}
          </dt>
          <dd>{count(cut.discussed)}</dd>
        </div>
      </dl>
    </section>
  )
}

function lineWords({ hasCut, line }: RankedContest): string {
  if (!hasCut) return 'Aturan edisi tidak menetapkan batas di sini; geser untuk melihat.'
  return `Aturan edisi menetapkan ${count(line)}. Menggeser hanya mengubah yang Anda lihat.`
}
