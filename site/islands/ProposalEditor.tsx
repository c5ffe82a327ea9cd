import { useEffect } from 'react'
import { formSteps } from '#site/text/proposal-problems.ts'
import { AnswerCheck } from './AnswerCheck.tsx'
import type { ProposalView } from './api.ts'
import { AttachmentStep } from './AttachmentStep.tsx'
import { DetailsStep } from './DetailsStep.tsx'
import { EditorSide } from './EditorSide.tsx'
import { PartNote } from './part-notes.tsx'
import { ReturnedNote, ScreeningResult } from './ProposalTrail.tsx'
import { SectionEditor } from './SectionEditor.tsx'
import { SimilarTexts } from './SimilarTexts.tsx'
import { useAddress } from './useAddress.ts'
import { useDraft, type Draft } from './useDraft.ts'
import { usePresence } from './usePresence.ts'
import type { Me } from './Workspace.tsx'

export type EditorProps = { view: ProposalView; me: Me; as: 'author' | 'agency_admin'; reload: () => void }

/** One step at a time; `?bagian=` says which. Used by the unit and, for corrections, by the agency's admin. */
export function ProposalEditor(props: EditorProps) {
  const draft = useDraft(props.view, props.me.user.id)
  const step = useAddress().get('bagian') ?? formSteps.details
  const presence = usePresence(props.view, draft, step, props.reload)
  if (!draft) return <p className="work-page hint">Membuka tulisan di perangkat ini</p>
  return <Steps {...props} view={draft.view} draft={draft} presence={presence} />
}

type StepsProps = EditorProps & { draft: Draft; presence: ReturnType<typeof usePresence> }

function Steps({ view, draft, presence, me, as, reload }: StepsProps) {
  const address = useAddress()
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
  const saver = draft.sections.get(step)

  useEffect(() => {
    if (step) window.scrollTo(0, 0)
  }, [step])

  const goTo = (to: string) => {
    draft.flush()
    address.go({ bagian: to, lihat: null })
  }
  const onward = next && (
    <button type="button" className="button" onClick={() => goTo(next.id)}>
      Lanjut ke {next.title}
    </button>
  )

  return (
    <div className="split">
      <EditorSide view={view} draft={draft} others={presence.others} step={step} goTo={goTo} as={as} />
      <div className="split-main stack">
        {!draft.deviceKeeps && <DeviceKeepsNothing />}
        <ReturnedNote view={view} />
        <PartNote view={view} part={step} />
        {view.state === 'needs_repair' && <ScreeningResult view={view} />}
        {step === formSteps.details && (
          <DetailsStep view={view} draft={draft} email={me.user.email} onDone={() => next && goTo(next.id)} />
        )}
        {section && saver && (
          <SectionEditor
            key={section.id}
            view={view}
            section={section}
            place={{ number: sections.indexOf(section) + 1, of: sections.length }}
            saver={saver}
            others={presence.others}
            brought={presence.brought.get(section.id)}
            email={me.user.email}
            onSignedIn={draft.flush}
            onward={onward}
          />
        )}
        {section && saver && view.rules.comparedSectionIds.includes(section.id) && (
          <SimilarTexts key={`mirip ${section.id}`} view={view} draft={draft} sectionId={section.id} />
        )}
        {step === formSteps.attachments && <AttachmentStep view={view} reload={reload} onward={onward} />}
        {step === formSteps.check && <AnswerCheck view={view} draft={draft} as={as} goTo={goTo} reload={reload} />}
      </div>
    </div>
  )
}

function DeviceKeepsNothing() {
  return (
    <p className="refusal" role="alert">
      Perangkat ini tidak mengizinkan portal menyimpan salinan (penuh, atau penjelajahan pribadi). Selama tersambung,
      tulisan tetap tersimpan di portal; bila jaringan putus, jangan tutup halaman ini.
    </p>
  )
}
