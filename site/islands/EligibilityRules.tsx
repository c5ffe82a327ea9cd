import type { Rules } from '#domain/edition.ts'
import type { AwardRule } from '#domain/prior-award.ts'
import { toggled } from './branch-rules-form.ts'
import {
  comparedId,
  comparedSections,
  fromYearId,
  isKept,
  notableId,
  ruleGroups,
  ruleGroupsId,
  ruleKeptId,
  timesId,
  topAwards,
  topAwardsId,
  toYearId,
} from './eligibility-rules-form.ts'
import { CheckList, NumberInput, type Editing } from './RuleInput.tsx'
import { nameOf } from './rules-form.ts'
import { TableScroll } from './TableScroll.tsx'

type Props = { rules: Rules; editing: Editing }

/** What past awards do, and from which likeness on a text is pointed out. */
export const EligibilityRules = (props: Props) => (
  <>
    <PastAwards {...props} />
    <Similarity {...props} />
  </>
)

function PastAwards({ rules, editing }: Props) {
  const { eligibility } = rules
  const { typed, onType } = editing
  return (
    <section className="stack stack-tight" aria-labelledby="judul-penghargaan-lampau">
      <h2 id="judul-penghargaan-lampau">Penghargaan lampau</h2>
      {!eligibility ? (
        <p>Aturan edisi ini tidak memuat syarat penghargaan lampau; sekretariat memeriksanya sendiri saat seleksi.</p>
      ) : (
        <>
          {eligibility.awardRules.length > 0 && (
            <TableScroll>
              <table className="table table-stack">
                <thead>
                  <tr>
                    <th scope="col">Penghargaan</th>
                    <th scope="col">Akibat</th>
                    <th scope="col">Berapa kali</th>
                    <th scope="col">Tahun</th>
                    <th scope="col">Kelompok</th>
                  </tr>
                </thead>
                <tbody>
                  {eligibility.awardRules.map((rule) => (
                    <RuleRow key={rule.id} rule={rule} rules={rules} editing={editing} />
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )}
          {onType ? (
            <CheckList
              id={topAwardsId}
              legend="Penghargaan edisi ini yang kelak dihitung sebagai tertinggi"
              items={rules.awards}
              chosen={topAwards(rules, typed)}
              isWrong={false}
              onToggle={(id) => onType(topAwardsId, toggled(topAwards(rules, typed), id, rules.awards))}
            />
          ) : (
            <p>
              Kelak dihitung sebagai tertinggi:{' '}
              {eligibility.topAwardIds.map((id) => nameOf(rules.awards, id)).join(', ') || 'tidak ada'}.
            </p>
          )}
        </>
      )}
    </section>
  )
}

function RuleRow({ rule, rules, editing }: Props & { rule: AwardRule }) {
  const { typed, onType, wrong } = editing
  const groups = ruleGroups(rule, typed)
  const kept = isKept(rule, typed)
  return (
    <tr>
      <th scope="row">
        {rule.name}
        {onType && (
          <label className="choice">
            <input
              type="checkbox"
              checked={kept}
              onChange={(event) => onType(ruleKeptId(rule.id), event.target.checked ? 'ya' : 'tidak')}
            />
            Pakai syarat ini<span className="visually-hidden"> {rule.name}</span>
          </label>
        )}
        {!kept && <p className="attention">Dihapus saat disimpan</p>}
      </th>
      <td data-label="Akibat">{rule.effect === 'excludes' ? 'Tidak dapat ikut lagi' : 'Harus pernah menerimanya'}</td>
      <td data-label="Berapa kali">
        <NumberInput id={timesId(rule.id)} editing={editing} unit="kali" />
      </td>
      <td data-label="Tahun">
        <NumberInput id={fromYearId(rule.id)} editing={editing} /> sampai{' '}
        <NumberInput id={toYearId(rule.id)} editing={editing} />
      </td>
      <td data-label="Kelompok">
        {onType ? (
          <CheckList
            id={ruleGroupsId(rule.id)}
            legend={`Kelompok yang terkena: ${rule.name}`}
            isLegendHidden
            items={rules.groups}
            chosen={groups}
            isWrong={wrong.has(ruleGroupsId(rule.id))}
            onToggle={(id) => onType(ruleGroupsId(rule.id), toggled(groups, id, rules.groups))}
          />
        ) : (
          groups.map((id) => nameOf(rules.groups, id)).join(', ')
        )}
      </td>
    </tr>
  )
}

function Similarity({ rules, editing }: Props) {
  const { typed, onType, wrong } = editing
  const compared = comparedSections(rules, typed)
  const sections = rules.sections.map(({ id, title }) => ({ id, name: title }))
  return (
    <section className="stack stack-tight" aria-labelledby="judul-kemiripan">
      <h2 id="judul-kemiripan">Kemiripan</h2>
      <p>
        Penulis dan sekretariat diberi tahu bila <NumberInput id={notableId} editing={editing} unit="persen" /> atau
        lebih dari judul dan bagian yang dibandingkan juga ada pada teks lain.
      </p>
      {onType ? (
        <CheckList
          id={comparedId}
          legend="Bagian yang dibandingkan di samping judul, paling banyak lima"
          items={sections}
          chosen={compared}
          isWrong={wrong.has(comparedId)}
          onToggle={(id) => onType(comparedId, toggled(compared, id, sections))}
        />
      ) : (
        <p>Yang dibandingkan: judul, {compared.map((id) => nameOf(sections, id)).join(', ')}.</p>
      )}
    </section>
  )
}
