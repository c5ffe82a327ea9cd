import {
  isScoring,
  type FieldVisitStageRules,
  type PlenaryStageRules,
  type Rules,
  type ScoringStageRules,
} from '#domain/edition.ts'
import type { AwardRule } from '#domain/prior-award.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import type { Desk } from './EditionDesk.tsx'
import { nameOf, officialOf, officialWords } from './rules-form.ts'

const hours = (before: readonly number[]) => before.map((one) => count(one)).join(', ')

/** What keeps the jury of a stage fair, in one line. */
function juryWords({
  divergenceHundredths,
  rereadings = 0,
  anchors,
  times,
  jurorReminderHours = [],
}: ScoringStageRules) {
  return [
    divergenceHundredths
      ? `juri ketiga bila nilai berselisih lebih dari ${count(divergenceHundredths / 100)} poin`
      : 'tanpa juri ketiga',
    rereadings > 0 ? `${count(rereadings)} usulan dibaca ulang oleh setiap juri` : 'tanpa pembacaan ulang',
    anchors && anchors.perGroup > 0
      ? `${count(anchors.perGroup)} usulan jangkar setiap kelompok dibaca ${count(anchors.readers)} juri`
      : 'tanpa usulan jangkar',
    ...(times
      ? [
          `paparan ${count(times.presentationMinutes)}, tanya jawab ${count(times.questionMinutes)}, jeda ${count(times.changeMinutes)} menit`,
        ]
      : []),
    jurorReminderHours.length > 0
      ? `juri diingatkan ${hours(jurorReminderHours)} jam sebelum penutupan`
      : 'tanpa pengingat juri',
  ].join('; ')
}

const visitWords = ({ visitorsPerProposal, checks = [] }: FieldVisitStageRules) =>
  visitorsPerProposal
    ? `${count(visitorsPerProposal)} pengunjung per usulan; memeriksa ${checks.map(({ title }) => title).join(', ')}`
    : 'tanpa lembar kunjungan'

/** What an author is asked and held to. */
const formLines = ({ sections, attachments, themes, goals, eligibility, grace, reminderHours = [] }: Rules) => [
  ['Bagian usulan', sections.map(({ title, maxWords }) => `${title} ${count(maxWords)} kata`).join(', ')],
  ['Lampiran', attachments.map(({ title, required }) => `${title}${required ? ' (wajib)' : ''}`).join(', ')],
  ['Tema', themes ? themes.items.map(({ name }) => name).join(', ') : 'tidak ditanyakan'],
  [
    'Tujuan Pembangunan Berkelanjutan',
    goals ? `${count(goals.min)} sampai ${count(goals.max)} tujuan` : 'tidak ditanyakan',
  ],
  ['Penghargaan lampau', eligibility ? eligibility.awardRules.map(awardWords).join('; ') : 'tanpa syarat'],
  [
    'Pengingat pendaftaran',
    reminderHours.length > 0 ? `${hours(reminderHours)} jam sebelum penutupan` : 'tanpa pengingat',
  ],
  [
    'Tenggang',
    grace
      ? `${count(grace.graceMinutes)} menit bila portal terganggu menjelang penutupan`
      : 'gangguan portal tidak menambah waktu',
  ],
]

const scoringLines = (stage: ScoringStageRules) => [
  [
    `Rubrik ${stage.name}`,
    `${stage.rubric.map(({ title, weightPercent }) => `${title} ${weightPercent}%`).join(', ')}; ${stage.readersPerProposal} penilai per usulan; ${passingWords(stage)}`,
  ],
  [`Urutan resmi ${stage.name}`, officialWords[officialOf(stage, {})]],
  [`Juri ${stage.name}`, juryWords(stage)],
]

const awardWords = ({ name, effect }: AwardRule) => (effect === 'excludes' ? `tidak boleh ${name}` : `perlu ${name}`)

const passingWords = ({ passingHundredths }: ScoringStageRules) =>
  passingHundredths === null
    ? 'tanpa nilai terendah'
    : `nilai terendah yang dapat maju ${count(passingHundredths / 100)}`

const cutWords = ({ cuts }: PlenaryStageRules, { awards, groups }: Rules) =>
  cuts
    .map(
      ({ awardId, groupId, places }) => `${nameOf(awards, awardId)} ${nameOf(groups, groupId)} ${count(places)} tempat`,
    )
    .join(', ')

/** All that opening freezes, and the dates, which it does not. */
export function RulesSummary({ edition: { name, slug, rules, stages } }: Pick<Desk, 'edition'>) {
  const lines = [
    ['Nama dan alamat', `${name}, ${slug}`],
    ...rules.groups.map((group) => [
      `Kelompok ${group.name}`,
      `${group.capPerAgency === null ? 'tanpa batas' : `paling banyak ${count(group.capPerAgency)}`} usulan per instansi, umur sedikitnya ${count(group.minimumAgeMonths)} bulan`,
    ]),
    ...formLines(rules),
    ...rules.stages.filter(isScoring).flatMap(scoringLines),
    ...rules.stages.filter((stage) => stage.kind === 'field_visit').map((stage) => [stage.name, visitWords(stage)]),
    ['Pakta integritas juri', rules.integrityPact ?? 'Tidak ada: juri membaca tanpa menandatangani pakta.'],
    ...rules.stages.filter((stage) => stage.kind === 'plenary').map((stage) => [stage.name, cutWords(stage, rules)]),
    ...stages.map((stage) => [
      `Jadwal ${stage.name}`,
      `${dateAndClock(new Date(stage.opensAt))} sampai ${dateAndClock(new Date(stage.closesAt))}`,
    ]),
  ]
  return (
    <dl className="facts facts-rows">
      {lines.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
