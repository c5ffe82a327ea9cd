import { useEffect, useId, useMemo, useState } from 'react'
import { count } from '#site/text/format.ts'
import { shareWords } from '#site/text/ranking.ts'
import { computedCuts, cutAt, nearestCut } from '#domain/ranking/rank-interval.ts'
import { useAddress } from '../useAddress.ts'
import type { RankedContest } from './laboratory-answers.ts'
import { chancesOf, type ViewedContest } from './laboratory-parts.ts'

/** Milliseconds of rest before a dragged cut goes into the address; browsers limit how often that may change. */
const REST = 300

/** The cut that is looked at: the computed one nearest to the address's, else the one the rules set. */
export function useCut(contest: RankedContest, size: number): [number, (k: number) => void] {
  const { get, replace } = useAddress()
  const cuts = computedCuts(contest.places, size)
  const own = nearestCut(cuts, contest.line)
  const named = Number(get('k'))
  const [k, setK] = useState(named >= 1 ? nearestCut(cuts, named) : own)
  useEffect(() => {
    const wait = setTimeout(() => replace({ k: k === own ? null : String(k) }), REST)
    return () => clearTimeout(wait)
  }, [k, own, replace])
  return [k, setK]
}

/** K as a slider: how many of the best K truly belong there, and how many the scores cannot decide. */
export function CutSlider({ viewed, onK }: { viewed: ViewedContest; onK: (k: number) => void }) {
  const { contest, ranked, k, zone } = viewed
  const id = useId()
  const cuts = computedCuts(contest.places, ranked.length)
  const [lowest, highest] = zone
  const cut = useMemo(
    () =>
      cutAt(
        ranked.map((one) => chancesOf(contest, one)),
        k,
        [lowest, highest],
      ),
    [contest, ranked, k, lowest, highest],
  )
  const [low, high] = zone.map((limit) => `${count(Math.round(limit * 100))}%`)
  return (
    <section className="lab-cut" aria-label="Batas yang dilihat">
      <div className="field">
        {cuts.length > 1 ? (
          <label htmlFor={id}>Batas: {count(k)} terbaik</label>
        ) : (
          <p className="field-label">Batas: {count(k)} terbaik</p>
        )}
        <p className="field-hint">{lineWords(contest)}</p>
        {cuts.length > 1 && (
          <input
            id={id}
            type="range"
            className="lab-slider"
            min={0}
            max={cuts.length - 1}
            value={cuts.indexOf(k)}
            aria-valuetext={`${count(k)} terbaik`}
            onChange={({ target }) => onK(cuts[Number(target.value)] ?? k)}
          />
        )}
        {cuts.length < ranked.length && <Computed cuts={cuts} />}
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

/** A large contest has its chances at some cuts only; these and no others can be looked at. */
function Computed({ cuts }: { cuts: readonly number[] }) {
  if (cuts.length === 1)
    return <p className="field-hint">Pada babak sebesar ini peluang hanya dihitung di batas ini.</p>
  return (
    <details>
      <summary className="action">Dihitung untuk {count(cuts.length)} batas; penggeser berhenti di situ</summary>
      <p className="field-hint">{cuts.map((cut) => count(cut)).join(', ')}</p>
    </details>
  )
}

function lineWords({ hasCut, line }: RankedContest): string {
  if (!hasCut) return 'Aturan edisi tidak menetapkan batas di sini; geser untuk melihat.'
  return `Aturan edisi menetapkan ${count(line)}. Menggeser hanya mengubah yang Anda lihat.`
}
