import { useEffect, useState } from 'react'
import type { Rubric } from '#domain/edition.ts'
import { DraftClash, fieldName } from './DraftClash.tsx'
import { forgetCopies } from './local-first/device.ts'
import { SaveNotices } from './SaveNotices.tsx'
import type { Typed } from './score-draft.ts'
import { leftOfHandedIn, sheetDevice, sheetName } from './sheet-document.ts'
import type { AssignmentView } from './staff-answers.ts'
import type { ScoreDraft } from './useScoreDraft.ts'

const wordsOf = (rubric: Rubric, typed: Typed) =>
  Object.entries(typed)
    .filter(([, text]) => text !== '')
    .map(([field, text]) => `${fieldName(rubric, field)}: ${text}`)
    .join('\n')

type Props = { rubric: Rubric; draft: ScoreDraft; email: string }

/** What happened to a draft on its way to the portal, as far as it needs words or a choice. */
export function SheetNotices({ rubric, draft, email }: Props) {
  return (
    <>
      {draft.clashes.length > 0 && <DraftClash rubric={rubric} clashes={draft.clashes} onResolve={draft.resolve} />}
      <SaveNotices
        draft={draft.state}
        email={email}
        onSignedIn={draft.flush}
        wordsOf={(typed) => wordsOf(rubric, typed)}
        onDiscard={draft.discard}
      />
    </>
  )
}

/** What this device has of a sheet that was handed in elsewhere without it: shown until it is given up. */
export function LeftOfHandedIn({ view, personId }: { view: AssignmentView; personId: string }) {
  const [left, setLeft] = useState<readonly Typed[]>([])
  useEffect(() => {
    let isCurrent = true
    void leftOfHandedIn(view, personId).then((found) => isCurrent && setLeft(found))
    return () => {
      isCurrent = false
    }
  }, [view, personId])
  if (left.length === 0) return null
  const discard = async () => {
    await forgetCopies(await sheetDevice(personId), sheetName(view.id))
    setLeft([])
  }
  return (
    <section className="notice stack stack-tight" aria-labelledby="isian-tertinggal">
      <h2 id="isian-tertinggal">Isian di perangkat ini berbeda dari lembar yang diserahkan</h2>
      <p>
        Lembar sudah diserahkan tanpa isian ini, jadi isian ini tidak dapat dikirim lagi. Yang berlaku adalah lembar.
      </p>
      {left.map((typed, index) => (
        <p key={index} className="prose">
          {wordsOf(view.rubric, typed)}
        </p>
      ))}
      <p>
        <button type="button" className="action" onClick={() => void discard()}>
          Buang isian ini dari perangkat
        </button>
      </p>
    </section>
  )
}
