import { useEffect, useState } from 'react'
import type { Rubric } from '#domain/edition.ts'
import { SaveNotices } from '../SaveNotices.tsx'
import type { ReadingView } from './desk-api.ts'
import { DraftClash } from './DraftClash.tsx'
import { plainQuote } from './passages.ts'
import type { OpenSheet, Sheets } from './sheets.ts'
import type { WrittenSheet } from './written-sheet.ts'

/** A sheet in words, to copy from. */
export function wordsOf(rubric: Rubric, { points, comments, comment, notes, pins }: WrittenSheet): string {
  const titleOf = (id: string) => rubric.find((one) => one.id === id)?.title ?? id
  return [
    ...Object.entries(points).map(([id, text]) => `Skor ${titleOf(id)}: ${text}`),
    ...Object.entries(comments).map(([id, text]) => `Catatan ${titleOf(id)}: ${text}`),
    ...pins.map(({ criterionId, quote }) => `Kutipan ${titleOf(criterionId)}: ${plainQuote(quote)}`),
    ...(comment ? [`Catatan untuk seluruh usulan: ${comment}`] : []),
    ...(notes ? [`Catatan pribadi: ${notes}`] : []),
  ].join('\n')
}

/** What happened to a draft on its way to the portal, as far as it needs words or a choice. */
export function SheetNotices({ rubric, sheet, email }: { rubric: Rubric; sheet: OpenSheet; email: string }) {
  const clash = sheet.clash()
  return (
    <>
      {clash && <DraftClash rubric={rubric} sheet={sheet} clashes={clash.clashes} />}
      <SaveNotices
        draft={sheet.saver.read()}
        email={email}
        onSignedIn={() => void sheet.saver.flush()}
        wordsOf={(written) => wordsOf(rubric, written)}
        onDiscard={sheet.saver.discard}
      />
    </>
  )
}

/** What this device has of a sheet that was handed in elsewhere without it: shown until it is given up. */
export function LeftBeside({ view, sheets }: { view: ReadingView; sheets: Sheets }) {
  const [left, setLeft] = useState<readonly WrittenSheet[]>([])
  useEffect(() => {
    let isCurrent = true
    void sheets.leftBeside(view).then((found) => isCurrent && setLeft(found))
    return () => {
      isCurrent = false
    }
  }, [view, sheets])
  if (left.length === 0) return null
  return (
    <section className="notice stack stack-tight" aria-labelledby="isian-tertinggal">
      <h2 id="isian-tertinggal">Isian di perangkat ini berbeda dari lembar yang diserahkan</h2>
      <p>
        Lembar sudah diserahkan tanpa isian ini, jadi isian ini tidak dapat dikirim lagi. Yang berlaku adalah lembar.
      </p>
      {left.map((written, index) => (
        <p key={index} className="prose">
          {wordsOf(view.rubric, written)}
        </p>
      ))}
      <p>
        <button type="button" className="action" onClick={() => void sheets.drop(view.id).then(() => setLeft([]))}>
          Buang isian ini dari perangkat
        </button>
      </p>
    </section>
  )
}
