import { dateAndClock, points } from '#site/text/format.ts'
import type { ReadingView } from './desk-api.ts'

type Props = { sheet: NonNullable<ReadingView['sheet']>; onNext: () => void }

export function HandedInFoot({ sheet, onNext }: Props) {
  return (
    <div className="desk-foot stack stack-tight">
      <div className="sheet-sum">
        <span className="sheet-total">{points(sheet.totalHundredths)}</span>
        <button type="button" className="button" onClick={onNext}>
          Usulan berikutnya
        </button>
      </div>
      <p>
        Lembar ini diserahkan {dateAndClock(new Date(sheet.handedInAt))} dan tidak berubah lagi.{' '}
        <a className="action" href="/juri/bukti/">
          Tanda terima
        </a>
      </p>
    </div>
  )
}
