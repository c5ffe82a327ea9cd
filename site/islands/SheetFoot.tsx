import type { Rubric } from '#domain/edition.ts'
import { count, points } from '#site/text/format.ts'
import { runningSum, type Typed } from './score-draft.ts'

type Props = {
  rubric: Rubric
  typed: Typed
  onHandIn: () => void
  onConflict: () => void
  onHelp: () => void
  areKeysOn: boolean
}

/** The sum so far, the two acts, the keys. A blank is never a zero: the total comes when all criteria are filled. */
export function SheetFoot({ rubric, typed, onHandIn, onConflict, onHelp, areKeysOn }: Props) {
  const { sumHundredths, reachHundredths, filled } = runningSum(rubric, typed)
  const isFull = filled === rubric.length
  return (
    <div className="desk-foot">
      <div className="sheet-sum">
        <div className="sheet-sum-words" aria-live="polite">
          <span className="sheet-total">{points(sumHundredths)}</span>
          <span className="hint">
            {isFull ? 'nilai usulan ini' : `dari ${points(reachHundredths)}`}
            <br />
            {count(filled)} dari {count(rubric.length)} kriteria
          </span>
        </div>
        <button type="button" className={isFull ? 'button' : 'button button-secondary'} onClick={onHandIn}>
          Serahkan lembar
        </button>
      </div>
      <div className="cluster cluster-between foot-line">
        <span className="hint">
          {isFull ? 'Semua kriteria terisi.' : `Total muncul bila ${count(rubric.length)} terisi.`}
        </span>
        <button type="button" className="action" onClick={onConflict}>
          Nyatakan benturan kepentingan
        </button>
      </div>
      <p className="keys">
        {areKeysOn && (
          <>
            <span>
              <kbd className="kbd">J</kbd> <kbd className="kbd">K</kbd> kriteria
            </span>
            <span>
              <kbd className="kbd">[</kbd> <kbd className="kbd">]</kbd> bagian
            </span>
            <span>
              <kbd className="kbd">N</kbd> catatan
            </span>
          </>
        )}
        <button type="button" className="link-quiet" onClick={onHelp}>
          {areKeysOn && <kbd className="kbd">?</kbd>} semua tombol
        </button>
      </p>
    </div>
  )
}
