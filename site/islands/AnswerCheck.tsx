import { useMemo, useState } from 'react'
import { proposalProblems } from '#domain/proposal.ts'
import { count } from '#site/text/format.ts'
import { proposalProblemText, stepOf } from '#site/text/proposal-problems.ts'
import { receive } from './answer.ts'
import { handoversApi, type ProposalView } from './api.ts'
import { ErrorSummary, Refusal } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { Form } from './Form.tsx'
import { ProposalReading } from './ProposalReading.tsx'
import type { Draft } from './useDraft.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

type Props = {
  view: ProposalView
  draft: Draft
  as: 'author' | 'agency_admin'
  goTo: (step: string) => void
  reload: () => void
}

/** All answers on one page, what is still to be mended, and then the handing over. */
export function AnswerCheck({ view, draft, as, goTo, reload }: Props) {
  const problems = proposalProblems(
    { ...view, sections: view.rules.sections.map(({ id }) => ({ id, text: draft.textOf(id) })) },
    view.rules,
  )
  const found = JSON.stringify(problems)
  // A new list only when the findings change: the summary takes the focus with each list.
  const lines = useMemo(
    () =>
      problems.map((problem) => ({
        text: proposalProblemText(problem, view.rules),
        href: `?id=${view.id}&bagian=${stepOf(problem)}`,
        onFollow: () => goTo(stepOf(problem)),
      })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [found],
  )
  return (
    <>
      <ErrorSummary heading={`Ada ${count(lines.length)} hal yang perlu diperbaiki`} lines={lines} />
      <div className="stack stack-tight">
        <h1>Periksa jawaban</h1>
        <p className="lead">
          Beginilah usulan ini akan dibaca. {problems.length === 0 && 'Semua bagian yang diminta sudah terisi.'}
        </p>
      </div>
      <ProposalReading view={view} textOf={draft.textOf} onEdit={goTo} />
      {as === 'author' && view.may.pass && (
        <PassForm view={view} draft={draft} reload={reload} gaps={problems.length} />
      )}
      {as === 'agency_admin' && (
        <p>
          <a className="button" href={`/instansi/usulan/?id=${view.id}`}>
            Lanjut: teruskan atau kembalikan
          </a>
        </p>
      )}
      {as === 'author' && view.state === 'needs_repair' && (
        <p className="notice">
          Perbaikan Anda tersimpan. Beri tahu admin instansi: admin yang mengajukan kembali usulan ini kepada
          sekretariat.
        </p>
      )}
    </>
  )
}

function PassForm({ view, draft, reload, gaps }: Pick<Props, 'view' | 'draft' | 'reload'> & { gaps: number }) {
  const [note, setNote, forgetNote] = useKept(`serah:${view.id}`)
  const [isUnsaved, setUnsaved] = useState(false)
  const { send, isSending, problem } = useSending()

  const submit = async () => {
    const isSettled = await draft.settle()
    setUnsaved(!isSettled)
    if (!isSettled) return
    const param = { id: view.id }
    const answer = await send(() =>
      receive(handoversApi[':id'].handovers.$post({ param, json: { kind: 'passed', note } })),
    )
    if (answer?.ok) {
      forgetNote()
      reload()
      window.scrollTo(0, 0)
    }
  }
  return (
    <Form className="block stack" onSubmit={submit}>
      <h2>Serahkan ke admin instansi</h2>
      <p className="measure">
        Sesudah diserahkan, tulisan tidak dapat diubah sampai admin mengembalikannya atau Anda menariknya kembali.
      </p>
      <Refusal problem={problem} />
      {isUnsaved && (
        <p className="refusal" role="alert">
          Ada bagian yang belum tersimpan di portal, jadi usulan belum diserahkan. Tulisan itu ada di perangkat ini.
          Periksa sambungan Anda, lalu serahkan lagi.
        </p>
      )}
      <TextArea
        id="note"
        label="Catatan bagi admin instansi"
        hint="Boleh kosong."
        value={note}
        onValue={setNote}
        maxLength={2000}
      />
      <p className="cluster">
        <button type="submit" className="button">
          {isSending ? 'Menyerahkan' : 'Serahkan ke admin instansi'}
        </button>
        {gaps > 0 && <span>Belum dapat diserahkan: perbaiki {count(gaps)} hal di atas terlebih dahulu.</span>}
      </p>
    </Form>
  )
}
