import { isScoring, type FieldVisitStageRules, type ScoringStageRules } from '#domain/edition.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import { deskLink, type Desk } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { nameOf } from './rules-form.ts'
import { openEdition } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

/** Check your answers: what opening freezes, and what stays changeable. */
export function EditionOpening({ edition }: Desk) {
  const { send, problem, isSending } = useSending()
  const { link } = useAddress()
  const [unsaved] = useKept(`aturan-${edition.slug}`, '{}')
  const hasUnsaved = unsaved !== '{}'

  const open = async () => {
    const answer = await send(() => openEdition(edition.slug))
    if (answer?.ok) window.location.assign(deskLink('/sekretariat/', edition.slug))
  }
  return (
    <section className="stack" aria-labelledby="periksa">
      <Refusal problem={problem} />
      <h2 id="periksa">Periksa sebelum edisi dibuka</h2>
      <RulesSummary edition={edition} />
      <div className="notice">
        <p>
          Sesudah dibuka, kelompok, bagian usulan, batas kata, bobot, jumlah penilai, aturan juri, pakta, dan tempat{' '}
          <b>terkunci sebagai versi 1</b>. Tanggal masih dapat diubah dengan alasan yang dicatat. Jadwal dan aturan
          tampil di halaman umum dalam satu menit.
        </p>
      </div>
      {hasUnsaved ? (
        <p className="attention">
          Ada perubahan aturan yang belum disimpan.{' '}
          <a href={link({ bagian: 'aturan' })}>Simpan atau kembalikan dahulu</a>, lalu buka edisi.
        </p>
      ) : (
        <div className="cluster">
          <button className="button" type="button" onClick={() => void open()}>
            {isSending ? 'Membuka edisi' : 'Buka edisi dan kunci aturannya'}
          </button>
          <a className="button button-secondary" href={link({ bagian: 'aturan' })}>
            Kembali ke aturan
          </a>
        </div>
      )}
    </section>
  )
}

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
      ? `juri diingatkan ${jurorReminderHours.map((hours) => count(hours)).join(', ')} jam sebelum penutupan`
      : 'tanpa pengingat juri',
  ].join('; ')
}

const visitWords = ({ visitorsPerProposal, checks = [] }: FieldVisitStageRules) =>
  visitorsPerProposal
    ? `${count(visitorsPerProposal)} pengunjung per usulan; memeriksa ${checks.map(({ title }) => title).join(', ')}`
    : 'tanpa lembar kunjungan'

function RulesSummary({ edition: { name, slug, rules, stages } }: Pick<Desk, 'edition'>) {
  const lines = [
    ['Nama dan alamat', `${name}, ${slug}`],
    ...rules.groups.map((group) => [
      `Kelompok ${group.name}`,
      `${group.capPerAgency === null ? 'tanpa batas' : `paling banyak ${count(group.capPerAgency)}`} usulan per instansi, umur sedikitnya ${count(group.minimumAgeMonths)} bulan`,
    ]),
    ['Bagian usulan', rules.sections.map(({ title, maxWords }) => `${title} ${count(maxWords)} kata`).join(', ')],
    ['Lampiran', rules.attachments.map(({ title, required }) => `${title}${required ? ' (wajib)' : ''}`).join(', ')],
    ...rules.stages
      .filter(isScoring)
      .map((stage) => [
        `Rubrik ${stage.name}`,
        `${stage.rubric.map(({ title, weightPercent }) => `${title} ${weightPercent}%`).join(', ')}; ${stage.readersPerProposal} penilai per usulan`,
      ]),
    ...rules.stages.filter(isScoring).map((stage) => [`Juri ${stage.name}`, juryWords(stage)]),
    ...rules.stages.filter((stage) => stage.kind === 'field_visit').map((stage) => [stage.name, visitWords(stage)]),
    ['Pakta integritas juri', rules.integrityPact ?? 'Tidak ada: juri membaca tanpa menandatangani pakta.'],
    ...rules.stages
      .filter((stage) => stage.kind === 'plenary')
      .map((stage) => [
        stage.name,
        stage.cuts
          .map(
            (cut) =>
              `${nameOf(rules.awards, cut.awardId)} ${nameOf(rules.groups, cut.groupId)} ${count(cut.places)} tempat`,
          )
          .join(', '),
      ]),
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
