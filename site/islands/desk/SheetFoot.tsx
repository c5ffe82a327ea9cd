import type { Rubric } from '#domain/edition.ts'
import { count, points } from '#site/text/format.ts'
import type { DeskAct } from './desk-keys.ts'
import { runningSum, type WrittenSheet } from './written-sheet.ts'

type Props = {
  rubric: Rubric
  written: WrittenSheet
  isLater: boolean
  acts: Readonly<Record<DeskAct, () => void>>
  areKeysOn: boolean
}

/** The sum so far, the acts, the keys. A blank is never a zero: the total comes when all criteria are filled. */
export function SheetFoot({ rubric, written, isLater, acts, areKeysOn }: Props) {
  const { sumHundredths, reachHundredths, filled } = runningSum(rubric, written)
  const isFull = filled === rubric.length
  const key = (name: string) => areKeysOn && <kbd className="kbd">{name}</kbd>
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
        <button type="button" className={isFull ? 'button' : 'button button-secondary'} onClick={acts.hand_in}>
          Serahkan lembar
        </button>
      </div>
      <div className="cluster cluster-between foot-line">
        <span className="hint">
          {isFull ? 'Semua kriteria terisi.' : `Total muncul bila ${count(rubric.length)} terisi.`}
        </span>
        <button type="button" className="action" onClick={acts.recuse}>
          Nyatakan benturan kepentingan
        </button>
      </div>
      <div className="foot-moves">
        <button type="button" className="link-quiet" onClick={acts.back}>
          {key('B')} sebelumnya
        </button>
        <button type="button" className="link-quiet" onClick={acts.skip}>
          {key('X')} lewati
        </button>
        <button type="button" className="link-quiet" aria-pressed={isLater} onClick={acts.later}>
          {key('L')} {isLater ? 'batal nanti' : 'nanti'}
        </button>
        <button type="button" className="link-quiet" onClick={acts.revisions}>
          {key('H')} versi
        </button>
        <button type="button" className="link-quiet" onClick={acts.help}>
          {key('?')} tombol
        </button>
      </div>
    </div>
  )
}
