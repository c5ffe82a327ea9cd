import { dateAndClock } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import type { DocumentState } from './local-first/document-saver.ts'
import { SignInAgain } from './SignInAgain.tsx'

type Props<Content> = {
  draft: DocumentState<Content>
  email: string
  onSignedIn: () => void
  /** The words of something that was set aside. */
  wordsOf: (content: Content) => string
  onDiscard: (index: number) => void
}

/** What happened to a document on its way to the portal, as far as it needs words. */
export function SaveNotices<Content>({ draft, email, onSignedIn, wordsOf, onDiscard }: Props<Content>) {
  return (
    <>
      {draft.restoredFrom && (
        <p className="notice">
          Tulisan yang Anda ketik pada {dateAndClock(draft.restoredFrom)} waktu itu belum sampai ke portal. Tulisan itu
          dipulihkan dari perangkat ini; apakah sudah tersimpan di portal selalu tertulis di halaman ini.
        </p>
      )}
      {draft.problem && <SaveProblem draft={draft} problem={draft.problem} email={email} onSignedIn={onSignedIn} />}
      {draft.setAside.map((content, index) => (
        <details className="notice" key={index}>
          <summary>Tulisan lain dari perangkat ini yang tidak dipakai, masih dapat disalin</summary>
          <div className="stack stack-tight">
            <p className="prose">{wordsOf(content)}</p>
            <p>
              <button type="button" className="action" onClick={() => onDiscard(index)}>
                Buang tulisan ini
              </button>
            </p>
          </div>
        </details>
      ))}
    </>
  )
}

type ProblemProps<Content> = {
  draft: DocumentState<Content>
  problem: NonNullable<DocumentState<Content>['problem']>
  email: string
  onSignedIn: () => void
}

function SaveProblem<Content>({ draft, problem, email, onSignedIn }: ProblemProps<Content>) {
  const isKept = draft.status?.state === 'local'
  const where = isKept ? 'Tulisan Anda aman di perangkat ini.' : 'Tulisan Anda tetap ada di halaman ini.'
  if (problem.code === 'sign_in_needed') {
    return (
      <div className="refusal stack stack-tight" role="alert">
        <h2>Sesi Anda berakhir</h2>
        <p>{where} Masuk lagi, lalu tulisan dikirim dan Anda dapat melanjutkan kalimat Anda.</p>
        <SignInAgain email={email} onSignedIn={onSignedIn} />
      </div>
    )
  }
  return (
    <div className="refusal" role="alert">
      <h2>{isKept ? 'Belum sampai ke portal' : 'Belum tersimpan di portal'}</h2>
      <p>
        {problem.code === 'network' && isKept
          ? 'Jaringan terputus. Teruskan menulis: setiap kata tersimpan di perangkat ini dan dikirim begitu tersambung.'
          : problemText(problem)}
      </p>
      {problem.code !== 'network' && <p>{where}</p>}
    </div>
  )
}
