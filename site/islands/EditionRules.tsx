import { Fragment, useMemo, useState } from 'react'
import {
  isScoring,
  officialColumns,
  type PlenaryStageRules,
  type Rules,
  type ScoringStageRules,
} from '#domain/edition.ts'
import type { Desk } from './EditionDesk.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { Form } from './Form.tsx'
import {
  ageId,
  capId,
  nameOf,
  placesId,
  readersId,
  ruleMistakes,
  ruleNumbers,
  weightId,
  officialId,
  officialOf,
  officialWords,
  passingId,
  weightSum,
  withTyped,
} from './rules-form.ts'
import { EligibilityRules } from './EligibilityRules.tsx'
import { FormPartRules } from './FormPartRules.tsx'
import { GraceRules } from './GraceRules.tsx'
import { JuryRules, PactField, ReminderFields, VisitRules } from './JuryRules.tsx'
import { NumberInput, type Editing } from './RuleInput.tsx'
import { ThemeRules } from './ThemeRules.tsx'
import type { Typed } from './rule-number.ts'
import { saveRules } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'
import { TableScroll } from './TableScroll.tsx'

function parseTyped(text: string): Typed {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
  } catch {
    return {}
  }
}

/** All numbers of the rules. Inputs until the edition opens, plain figures after that. */
export function EditionRules({ edition, mayAct, reload }: Desk) {
  const [kept, keep, forget] = useKept(`aturan-${edition.slug}`, '{}')
  const typed = useMemo(() => parseTyped(kept), [kept])
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const { link } = useAddress()
  const { rules } = edition
  const isEditable = edition.version === 0 && mayAct
  const changes = Object.keys(typed).length

  const editing: Editing = {
    numbers: ruleNumbers(rules),
    typed,
    onType: isEditable ? (id, value) => keep(JSON.stringify({ ...typed, [id]: value })) : null,
    wrong: new Set(mistakes.map(({ href }) => href?.slice(1) ?? '')),
  }
  const save = async () => {
    const found = ruleMistakes(rules, typed).map(({ id, text }) => ({ href: `#${id}`, text }))
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => saveRules(edition.slug, withTyped(rules, typed)))
    if (!answer?.ok) return
    forget()
    reload()
  }

  return (
    <Form className="stack" onSubmit={save}>
      <ErrorSummary heading={`${mistakes.length} hal perlu diperbaiki`} lines={mistakes} />
      <Refusal problem={problem} />
      <GroupTable rules={rules} editing={editing} />
      <EligibilityRules rules={rules} editing={editing} />
      <FormPartRules rules={rules} editing={editing} />
      <ThemeRules rules={rules} editing={editing} />
      {rules.stages.filter(isScoring).map((stage) => (
        <Fragment key={stage.id}>
          <RubricTable stage={stage} editing={editing} />
          <OfficialChoice stage={stage} editing={editing} />
          <JuryRules stage={stage} editing={editing} />
        </Fragment>
      ))}
      {rules.stages
        .filter((stage) => stage.kind === 'field_visit')
        .map((stage) => (
          <VisitRules key={stage.id} stage={stage} editing={editing} />
        ))}
      <ReminderFields rules={rules} editing={editing} />
      <GraceRules rules={rules} editing={editing} />
      <PactField rules={rules} editing={editing} />
      {rules.stages
        .filter((stage) => stage.kind === 'plenary')
        .map((stage) => (
          <CutTable key={stage.id} stage={stage} rules={rules} editing={editing} />
        ))}
      {isEditable && (
        <div className="desk-bar cluster">
          <button className="button" type="submit">
            {isSending ? 'Menyimpan aturan' : 'Simpan aturan'}
          </button>
          <a className="button button-secondary" href={link({ bagian: 'buka' })}>
            Periksa dan buka edisi
          </a>
          {changes > 0 && (
            <button
              className="action"
              type="button"
              onClick={() => {
                setMistakes([])
                forget()
              }}
            >
              Buang perubahan
            </button>
          )}
          <span role="status">
            {changes === 0 ? 'Tidak ada perubahan yang belum disimpan.' : `${changes} perubahan belum disimpan.`}
          </span>
        </div>
      )}
    </Form>
  )
}

function GroupTable({ rules, editing }: { rules: Rules; editing: Editing }) {
  return (
    <TableScroll>
      <table className="table">
        <caption>Kelompok. Batas yang dikosongkan berarti tanpa batas.</caption>
        <thead>
          <tr>
            <th scope="col">Kelompok</th>
            <th scope="col" className="numeric">
              Batas per instansi
            </th>
            <th scope="col" className="numeric">
              Umur terendah
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.groups.map(({ id, name, description }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                <p className="hint measure">{description}</p>
              </th>
              <td className="numeric">
                <NumberInput id={capId(id)} editing={editing} unit="usulan" />
              </td>
              <td className="numeric">
                <NumberInput id={ageId(id)} editing={editing} unit="bulan" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Which ranking the plenary starts from: chosen before any score is known, and published with the rules. */
function OfficialChoice({ stage, editing: { typed, onType } }: { stage: ScoringStageRules; editing: Editing }) {
  const chosen = officialOf(stage, typed)
  if (!onType)
    return (
      <p>
        Urutan resmi {stage.name}: {officialWords[chosen]}.
      </p>
    )
  return (
    <fieldset className="stack stack-tight">
      <legend>Urutan resmi {stage.name}</legend>
      {officialColumns.map((column) => (
        <label key={column} className="choice">
          <input
            type="radio"
            name={officialId(stage.id)}
            value={column}
            checked={chosen === column}
            onChange={() => onType(officialId(stage.id), column)}
          />
          {officialWords[column]}
        </label>
      ))}
    </fieldset>
  )
}

function RubricTable({ stage, editing }: { stage: ScoringStageRules; editing: Editing }) {
  const sum = weightSum(stage, editing.numbers, editing.typed)
  return (
    <TableScroll>
      <table className="table">
        <caption>
          {stage.name}: bobot kriteria. Penilai per usulan:{' '}
          <NumberInput id={readersId(stage.id)} editing={editing} unit="orang" />. Nilai terendah yang dapat maju:{' '}
          <NumberInput id={passingId(stage.id)} editing={editing} unit="poin" />
        </caption>
        <thead>
          <tr>
            <th scope="col">Kriteria</th>
            <th scope="col" className="numeric">
              Bobot
            </th>
          </tr>
        </thead>
        <tbody>
          {stage.rubric.map(({ id, title, guidance }) => (
            <tr key={id}>
              <th scope="row">
                {title}
                <p className="hint measure">{guidance}</p>
              </th>
              <td className="numeric">
                <NumberInput id={weightId(stage.id, id)} editing={editing} unit="persen" />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Jumlah bobot</th>
            <td className="numeric" aria-live="polite">
              <b className={sum === 100 ? undefined : 'attention'}>{sum}</b> dari 100
            </td>
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  )
}

function CutTable({ stage, rules, editing }: { stage: PlenaryStageRules; rules: Rules; editing: Editing }) {
  return (
    <TableScroll>
      <table className="table">
        <caption>{stage.name}: tempat yang ditetapkan, dibagi ke klaster menurut banyaknya usulan berperingkat</caption>
        <thead>
          <tr>
            <th scope="col">Penghargaan</th>
            <th scope="col">Kelompok</th>
            <th scope="col" className="numeric">
              Tempat
            </th>
          </tr>
        </thead>
        <tbody>
          {stage.cuts.map(({ awardId, groupId }, index) => (
            <tr key={placesId(stage.id, index)}>
              <th scope="row">{nameOf(rules.awards, awardId)}</th>
              <td>{nameOf(rules.groups, groupId)}</td>
              <td className="numeric">
                <NumberInput id={placesId(stage.id, index)} editing={editing} unit="tempat" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
