import type { ReactNode } from 'react'
import { countWords } from '#domain/word-count.ts'
import { count, date } from '#site/text/format.ts'
import { goalName } from '#site/text/goals.ts'
import { formSteps, spokenMonths } from '#site/text/proposal-problems.ts'
import type { ProposalView } from './api.ts'
import { askedRules, isReplication } from './asked-rules.ts'
import { FileFacts } from './AttachmentField.tsx'
import { WrittenText } from './WrittenText.tsx'

type Props = {
  view: ProposalView
  /** The text of a section; what is being typed where someone writes. */
  textOf: (sectionId: string) => string
  /** Leads to the step where a part is written; absent where nothing can be changed. */
  onEdit?: ((step: string) => void) | undefined
  /** What stands under a part, such as a note on it. */
  beside?: ((step: string, title: string) => ReactNode) | undefined
}

export const storedText = (view: ProposalView) => (sectionId: string) =>
  view.sections.find(({ id }) => id === sectionId)?.text ?? ''

/** The whole proposal in order, as the jury will read it. */
export function ProposalReading({ view: whole, textOf, onEdit, beside }: Props) {
  const view = { ...whole, rules: askedRules(whole) }
  return (
    <>
      <section className="block stack stack-tight">
        <Heading title="Data inovasi" step={formSteps.details} onEdit={onEdit} />
        <DetailsFacts view={view} />
        {beside?.(formSteps.details, 'Data inovasi')}
      </section>
      {view.rules.sections.map((section) => (
        <section className="block stack stack-tight" key={section.id}>
          <Heading title={section.title} step={section.id} onEdit={onEdit} />
          <p className="hint">{section.question}</p>
          <SectionText text={textOf(section.id)} maxWords={section.maxWords} />
          {beside?.(section.id, section.title)}
        </section>
      ))}
      <section className="block stack stack-tight">
        <Heading title="Lampiran" step={formSteps.attachments} onEdit={onEdit} />
        {view.rules.attachments.map((rule) => {
          const files = view.attachments.filter(({ ruleId }) => ruleId === rule.id)
          return (
            <div className="stack stack-tight" key={rule.id}>
              <h3>{rule.title}</h3>
              {files.map((file) => (
                <FileFacts key={file.id} proposalId={view.id} file={file} />
              ))}
              {files.length === 0 && (
                <p className={rule.required ? 'attention' : 'hint'}>
                  {rule.required ? 'Belum diunggah, wajib' : 'Tidak dilampirkan'}
                </p>
              )}
            </div>
          )
        })}
      </section>
    </>
  )
}

function Heading({ title, step, onEdit }: { title: string; step: string; onEdit: Props['onEdit'] }) {
  return (
    <div className="cluster cluster-between">
      <h2>{title}</h2>
      {onEdit && (
        <button type="button" className="action no-print" onClick={() => onEdit(step)} aria-label={`Ubah ${title}`}>
          Ubah
        </button>
      )}
    </div>
  )
}

function DetailsFacts({ view }: { view: ProposalView }) {
  const group = view.rules.groups.find(({ id }) => id === view.groupId)?.name ?? view.groupId
  return (
    <dl className="facts facts-rows">
      <div>
        <dt>Judul</dt>
        <dd>{view.title || 'Belum diisi'}</dd>
      </div>
      <div>
        <dt>Kelompok</dt>
        <dd>{group}</dd>
      </div>
      <div>
        <dt>Unit, instansi</dt>
        <dd>
          {view.unit}, {view.agency}
        </dd>
      </div>
      <div>
        <dt>Mulai dijalankan</dt>
        <dd>{view.startedOn ? date(new Date(view.startedOn), 'plain') : 'Belum diisi'}</dd>
      </div>
      {view.age && (
        <div>
          <dt>Umur pada penutupan</dt>
          <dd className={view.age.months < view.age.required ? 'attention' : undefined}>
            {spokenMonths(view.age.months)}, syarat {spokenMonths(view.age.required)}
          </dd>
        </div>
      )}
      <Chosen view={view} />
    </dl>
  )
}

function Chosen({ view: { rules, themeIds, goals, answers, replicationOf, ...view } }: { view: ProposalView }) {
  const themes = rules.themes.items.filter(({ id }) => themeIds.includes(id)).map(({ name }) => name)
  const lines: [string, string][] = [
    ...(isReplication({ rules, groupId: view.groupId })
      ? [['Inovasi yang direplikasi', replicationOf ?? ''] as [string, string]]
      : []),
    ...(rules.themes.items.length > 0 ? [['Tema', themes.join(', ')] as [string, string]] : []),
    ...(rules.goals.max > 0 ? [['TPB/SDGs', goals.map(goalName).join(', ')] as [string, string]] : []),
    ...rules.questions.map(({ id, text }): [string, string] => [text, spoken(answers[id])]),
  ]
  return lines.map(([term, value]) => (
    <div key={term}>
      <dt>{term}</dt>
      <dd>{value || 'Belum diisi'}</dd>
    </div>
  ))
}

const spoken = (answer: boolean | undefined) => (answer === undefined ? '' : answer ? 'Ya' : 'Tidak')

function SectionText({ text, maxWords }: { text: string; maxWords: number }) {
  const words = countWords(text)
  if (words === 0) return <p className="attention">Belum diisi</p>
  return (
    <>
      <WrittenText text={text} />
      <p className={words > maxWords ? 'meter-text is-over' : 'hint'}>
        {count(words)} dari {count(maxWords)} kata
        {words > maxWords && `, lebih ${count(words - maxWords)}`}
      </p>
    </>
  )
}
