import type { ReactNode } from 'react'
import type { AttachmentRule, Rules } from '#domain/edition.ts'
import { filesId, isRequired, requiredId, sizeId } from './attachment-rules-form.ts'
import {
  answerId,
  askedAfter,
  askedGroups,
  askedText,
  groupsId,
  questionId,
  questionsBefore,
  toggled,
  type Part,
  type PartKind,
} from './branch-rules-form.ts'
import { CheckList, NumberInput, type Editing } from './RuleInput.tsx'
import { nameOf, wordsId } from './rules-form.ts'
import { TableScroll } from './TableScroll.tsx'

type Props = { rules: Rules; editing: Editing }

/** What a proposal holds: first questions, sections, attachments; and when each of them is asked. */
export const FormPartRules = (props: Props) => (
  <>
    <QuestionTable {...props} />
    <SectionTable {...props} />
    <AttachmentTable {...props} />
  </>
)

const Table = ({ caption, heads, children }: { caption: string; heads: readonly string[]; children: ReactNode }) => (
  <TableScroll>
    <table className="table table-stack">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </TableScroll>
)

function QuestionTable({ rules, editing }: Props) {
  const { questions = [] } = rules
  const { typed, onType, wrong } = editing
  if (questions.length === 0) return null
  return (
    <Table
      caption="Pertanyaan awal, dijawab ya atau tidak; jawabannya membuka atau menutup cabang formulir"
      heads={['Pertanyaan', 'Ditanyakan']}
    >
      {questions.map((question) => {
        const id = questionId(question.id)
        return (
          <tr key={question.id}>
            <th scope="row">
              {onType ? (
                <textarea
                  id={id}
                  className="textarea"
                  rows={2}
                  maxLength={400}
                  aria-label={`Bunyi pertanyaan ${question.text}`}
                  aria-invalid={wrong.has(id) ? true : undefined}
                  value={askedText(question, typed)}
                  onChange={(event) => onType(id, event.target.value)}
                />
              ) : (
                question.text
              )}
              <p className="hint measure">{question.guidance}</p>
            </th>
            <td data-label="Ditanyakan">
              <Asked kind="question" part={question} name={question.text} rules={rules} editing={editing} />
            </td>
          </tr>
        )
      })}
    </Table>
  )
}

const SectionTable = ({ rules, editing }: Props) => (
  <Table caption="Bagian usulan" heads={['Bagian', 'Pertanyaan', 'Batas kata', 'Ditanyakan']}>
    {rules.sections.map((section) => (
      <tr key={section.id}>
        <th scope="row">{section.title}</th>
        <td data-label="Pertanyaan">{section.question}</td>
        <td data-label="Batas kata" className="nowrap">
          <NumberInput id={wordsId(section.id)} editing={editing} unit="kata" />
        </td>
        <td data-label="Ditanyakan">
          <Asked kind="section" part={section} name={section.title} rules={rules} editing={editing} />
        </td>
      </tr>
    ))}
  </Table>
)

function AttachmentTable({ rules, editing }: Props) {
  if (rules.attachments.length === 0) return null
  return (
    <Table caption="Lampiran" heads={['Lampiran', 'Wajib', 'Batas', 'Diminta']}>
      {rules.attachments.map((attachment) => (
        <tr key={attachment.id}>
          <th scope="row">
            {attachment.title}
            <p className="hint measure">{attachment.guidance}</p>
          </th>
          <td data-label="Wajib">
            <Required attachment={attachment} editing={editing} />
          </td>
          <td data-label="Batas">
            <span className="line">
              <NumberInput id={sizeId(attachment.id)} editing={editing} unit="MB" />
            </span>
            <span className="line">
              <NumberInput id={filesId(attachment.id)} editing={editing} unit="berkas" />
            </span>
          </td>
          <td data-label="Diminta">
            <Asked kind="attachment" part={attachment} name={attachment.title} rules={rules} editing={editing} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Required({ attachment, editing: { typed, onType } }: { attachment: AttachmentRule; editing: Editing }) {
  const required = isRequired(attachment, typed)
  if (!onType) return required ? 'Wajib' : 'Tidak wajib'
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={required}
        onChange={(event) => onType(requiredId(attachment.id), event.target.checked ? 'ya' : 'tidak')}
      />
      Wajib<span className="visually-hidden"> {attachment.title}</span>
    </label>
  )
}

type AskedProps = Props & { kind: PartKind; part: Part; name: string }

/** In which groups, and after which answer. */
function Asked({ kind, part, name, rules, editing }: AskedProps) {
  const { typed, onType, wrong } = editing
  const groups = askedGroups(rules, kind, part, typed)
  const after = askedAfter(kind, part, typed)
  if (!onType) return conditionText(rules, groups, after)
  const questions = questionsBefore(rules, kind, part.id)
  return (
    <div className="stack stack-tight">
      {rules.groups.length > 1 && (
        <CheckList
          id={groupsId(kind, part.id)}
          legend={`Kelompok yang ditanya: ${name}`}
          isLegendHidden
          items={rules.groups}
          chosen={groups}
          isWrong={wrong.has(groupsId(kind, part.id))}
          onToggle={(id) => onType(groupsId(kind, part.id), toggled(groups, id, rules.groups))}
        />
      )}
      {questions.length > 0 && (
        <select
          className="select"
          aria-label={`Jawaban yang membuka ${name}`}
          value={after}
          onChange={(event) => onType(answerId(kind, part.id), event.target.value)}
        >
          <option value="">Apa pun jawabannya</option>
          {questions.flatMap((question) =>
            ['ya', 'tidak'].map((answer) => (
              <option key={`${question.id}:${answer}`} value={`${question.id}:${answer}`}>
                {`Bila “${askedText(question, typed)}” dijawab ${answer}`}
              </option>
            )),
          )}
        </select>
      )}
      {rules.groups.length === 1 && questions.length === 0 && 'Selalu'}
    </div>
  )
}

function conditionText(rules: Rules, groups: readonly string[], after: string): string {
  const [question = '', answer = ''] = after.split(':')
  const asked = rules.questions?.find(({ id }) => id === question)
  const parts = [
    ...(groups.length === rules.groups.length
      ? []
      : [`hanya kelompok ${groups.map((id) => nameOf(rules.groups, id)).join(', ')}`]),
    ...(asked ? [`bila “${asked.text}” dijawab ${answer}`] : []),
  ]
  return parts.length === 0 ? 'Selalu' : parts.join(', ').replace(/^./, (first) => first.toUpperCase())
}
