import { useEffect } from 'react'
import { formSteps } from '#site/text/proposal-problems.ts'
import { AnswerCheck } from './AnswerCheck.tsx'
import type { ProposalView } from './api.ts'
import { AttachmentStep } from './AttachmentStep.tsx'
import { DetailsStep } from './DetailsStep.tsx'
import { EditorSide } from './EditorSide.tsx'
import { ReturnedNote, ScreeningResult } from './ProposalTrail.tsx'
import { SectionEditor } from './SectionEditor.tsx'
import { useAddress } from './useAddress.ts'
import { useDraft } from './useDraft.ts'
import type { Me } from './Workspace.tsx'

export type EditorProps = { view: ProposalView; me: Me; as: 'author' | 'agency_admin'; reload: () => void }

/** One step at a time; `?bagian=` says which. Used by the unit and, for corrections, by the agency's admin. */
export function ProposalEditor({ view, me, as, reload }: EditorProps) {
  const address = useAddress()
  const draft = useDraft(view, me.user.id)
  const { sections } = view.rules
  const steps = [
    { id: formSteps.details, title: 'Data inovasi' },
    ...sections.map(({ id, title }) => ({ id, title })),
    { id: formSteps.attachments, title: 'Lampiran' },
    { id: formSteps.check, title: 'Periksa jawaban' },
  ]
  const wanted = address.get('bagian')
  const position = Math.max(
    0,
    steps.findIndex(({ id }) => id === wanted),
  )
  const step = steps[position]?.id ?? formSteps.details
  const next = steps[position + 1]
  const section = sections.find(({ id }) => id === step)
  const saver = draft.savers.get(step)

  useEffect(() => {
    if (step) window.scrollTo(0, 0)
  }, [step])

  const goTo = (to: string) => {
    void saver?.flush()
    address.go({ bagian: to })
  }
  const onward = next && (
    <button type="button" className="button" onClick={() => goTo(next.id)}>
      Lanjut ke {next.title}
    </button>
  )

  return (
    <div className="split">
      <EditorSide view={view} draft={draft} step={step} goTo={goTo} as={as} />
      <div className="split-main stack">
        <ReturnedNote view={view} />
        {view.state === 'needs_repair' && <ScreeningResult view={view} />}
        {step === formSteps.details && (
          <DetailsStep view={view} userId={me.user.id} reload={reload} onDone={() => next && goTo(next.id)} />
        )}
        {section && saver && (
          <SectionEditor
            key={section.id}
            section={section}
            place={{ number: sections.indexOf(section) + 1, of: sections.length }}
            saver={saver}
            onward={onward}
          />
        )}
        {step === formSteps.attachments && <AttachmentStep view={view} reload={reload} onward={onward} />}
        {step === formSteps.check && <AnswerCheck view={view} draft={draft} as={as} goTo={goTo} reload={reload} />}
      </div>
    </div>
  )
}
