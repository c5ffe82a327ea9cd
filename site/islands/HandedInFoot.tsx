import { dateAndClock, points } from '#site/text/format.ts'
import { readingLink } from './ReadingList.tsx'
import type { AssignmentView } from './staff-answers.ts'

type Props = { sheet: NonNullable<AssignmentView['sheet']>; nextOpenId: string | null }

export function HandedInFoot({ sheet, nextOpenId }: Props) {
  return (
    <div className="desk-foot stack stack-tight">
      <div className="sheet-sum">
        <span className="sheet-total">{points(sheet.totalHundredths)}</span>
        <a className="button" href={nextOpenId ? readingLink(nextOpenId) : '/juri/'}>
          {nextOpenId ? 'Usulan berikutnya' : 'Kembali ke daftar'}
        </a>
      </div>
      <p role="status">
        Lembar nilai diterima {dateAndClock(new Date(sheet.handedInAt))}. Lembar ini tidak berubah lagi.
        {!nextOpenId && ' Semua usulan Anda pada tahap ini sudah dinilai.'}
      </p>
    </div>
  )
}
