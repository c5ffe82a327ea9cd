import type { LetterContent } from '#domain/letter-layout.ts'
import type { Placing } from '#domain/feedback.ts'
import type { Feedback } from '../feedback.ts'
import { dayInWords } from './instant.ts'
import type { LetterText } from './proposal.ts'

const counts = new Intl.NumberFormat('id-ID')
const decimals = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const points = (hundredths: number) => decimals.format(hundredths / 100)

type Named = { award: string | null; group: string; cluster: string; passingHundredths: number | null }

/** Why it received a place or did not, in the words of the public record. */
function outcomeSentence(
  { basis, places, awardId }: Placing,
  { award, group, cluster, passingHundredths }: Named,
): string {
  const share = `${cluster} di kelompok ${group} mendapat ${counts.format(places)} tempat`
  if (awardId !== null) {
    const decided = `Ditetapkan sebagai ${award ?? awardId}`
    if (basis.by === 'plenary') return `${decided} oleh sidang pleno, karena: ${basis.reason}`
    if (basis.by === 'quota') {
      return `${decided} menurut jatah klaster: ${share}, dan usulan ini mendahului usulan klaster lain yang nilainya lebih tinggi.`
    }
    return `${decided} menurut nilai.`
  }
  const without = 'Tidak memperoleh tempat pada tahap ini'
  switch (basis.by) {
    case 'plenary':
      return `${without} menurut keputusan sidang pleno, karena: ${basis.reason}`
    case 'passing_grade':
      return `${without}: nilai rata-ratanya di bawah ambang ${points(passingHundredths ?? 0)}.`
    case 'tie':
      return `${without}: nilainya sama dengan usulan lain tepat di garis batas, dan sidang pleno memilih di antaranya.`
    case 'no_places':
      return `${without}: sidang pleno tahap ini tidak mempunyai tempat untuk kelompok ${group}.`
    case 'quota':
      return `${without} menurut jatah klaster: ${share}, sedangkan di klaster lain nilai yang lebih rendah mendapat tempat.`
    case 'score':
      return `${without}: ${share}, dan nilainya berada di bawah garis batas.`
  }
}

const calibrated = 'Menurut peringkat terkalibrasi, yang memperhitungkan perbedaan antarjuri,'

/** Where in its field: a third says more than a number to who has only one of them. */
function fieldSentence({ rank, fieldSize }: Placing, interval: Feedback['interval']): string {
  const third =
    rank * 3 <= fieldSize ? 'sepertiga teratas' : rank * 3 <= fieldSize * 2 ? 'sepertiga tengah' : 'sepertiga terbawah'
  const where = fieldSize < 3 ? [] : [`Tempat itu berada di ${third} bidangnya.`]
  if (interval === null) return where.join(' ')
  const [from, to] = interval
  const between =
    from === to
      ? `${calibrated} tempatnya hampir pasti peringkat ${counts.format(from)}.`
      : `${calibrated} dengan peluang 90 persen tempatnya antara peringkat ${counts.format(from)} dan ${counts.format(to)}.`
  return [...where, between].join(' ')
}

/** What stage, place and plenary say, each in a sentence. */
export function feedbackSentences({ placing, interval, feedback, requiredSheets, published }: Feedback) {
  const { edition, scoring, plenary } = published
  const { groups, clusters, awards } = edition.rules
  if (placing === null) {
    return {
      place: `Usulan ini mempunyai ${counts.format(feedback.sheetCount)} dari ${counts.format(requiredSheets)} lembar nilai yang diperlukan, jadi tidak diperingkat.`,
      field: '',
      outcome: 'Tidak memperoleh tempat pada tahap ini.',
    }
  }
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? id
  const named = {
    award: placing.awardId === null ? null : nameIn(awards, placing.awardId),
    group: nameIn(groups, placing.groupId),
    cluster: `klaster ${nameIn(clusters, placing.clusterId)}`,
    passingHundredths: scoring.passingHundredths,
  }
  const mean = points(Math.round(placing.sumHundredths / placing.sheetCount))
  const shared = placing.tied ? ', bersama usulan lain dengan nilai yang sama' : ''
  const by = plenary.official.column === 'calibrated' ? ' menurut peringkat terkalibrasi' : ''
  return {
    place: `Peringkat ${counts.format(placing.rank)} dari ${counts.format(placing.fieldSize)} usulan di kelompok ${named.group}, ${named.cluster}${by}${shared}. Nilai rata-rata ${mean} dari ${counts.format(placing.sheetCount)} lembar nilai.`,
    field: fieldSentence(placing, interval),
    outcome: outcomeSentence(placing, named),
  }
}

const improvement = (nextLevel: string | null) => (nextLevel === null ? [] : [`Tingkat di atasnya: ${nextLevel}`])

/** The letter on paper. */
export function feedbackOnPaper(feedback: Feedback): Omit<LetterContent, 'pageWord'> & { title: string; at: Date } {
  const { subject, published, feedback: told } = feedback
  const { edition, stage, plenary, scoring, publishedAt } = published
  const { place, field, outcome } = feedbackSentences(feedback)
  const { decision } = plenary
  const title = `Surat umpan balik ${subject.referenceNumber}, ${scoring.name}`
  return {
    title,
    at: publishedAt,
    mark: edition.isSimulation ? 'Simulasi, bukan dokumen resmi' : undefined,
    foot: title,
    blocks: [
      { kind: 'title', text: 'Surat umpan balik', lead: `${scoring.name}, ${edition.name}` },
      {
        kind: 'facts',
        rows: [
          { term: 'Judul', lines: [subject.title], isStrong: true },
          { term: 'Nomor', lines: [subject.referenceNumber] },
          { term: 'Instansi', lines: [subject.agency] },
          { term: 'Hasil', lines: [outcome] },
          { term: 'Tempat', lines: [place, ...(field === '' ? [] : [field])] },
          ...(decision
            ? [
                {
                  term: stage.name,
                  lines: [`Keputusan nomor ${decision.decreeNumber}, ${dayInWords(decision.decreeDate)}`],
                },
              ]
            : []),
        ],
      },
      ...told.criteria.flatMap(({ title: criterion, weightPercent, meanHundredths, level, nextLevel, comments }) => [
        { kind: 'heading' as const, text: `${criterion}, bobot ${weightPercent} persen` },
        {
          kind: 'paragraph' as const,
          text: [
            meanHundredths === null ? 'Rata-rata tidak ditampilkan.' : `Rata-rata ${points(meanHundredths)} dari 100.`,
            ...(level === null ? [] : [`Artinya: ${level}`]),
            ...improvement(nextLevel),
          ].join('\n'),
        },
        comments.length === 0
          ? { kind: 'paragraph' as const, text: 'Juri tidak menulis catatan pada kriteria ini.', isSmall: true }
          : { kind: 'items' as const, items: comments },
      ]),
      ...(told.comments.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: 'Catatan juri tentang keseluruhan usulan' },
            { kind: 'items' as const, items: told.comments },
          ]),
      { kind: 'paragraph', text: aboutComments, isSmall: true },
    ],
  }
}

/** Said wherever comments are shown. */
export const aboutComments =
  'Catatan ditulis juri pada lembar nilainya dan disalin apa adanya, tanpa nama, menurut abjad. Urutannya tidak menunjukkan siapa yang menulis.'

/** By mail: that the letter is there. The words of the jury stay in the portal. */
export const feedbackNotice = (
  { title, referenceNumber }: { title: string; referenceNumber: string },
  { scoring, edition }: { scoring: { name: string }; edition: { name: string } },
): LetterText => ({
  kind: 'feedback_ready',
  subject: `Surat umpan balik: ${referenceNumber}, ${scoring.name}`,
  body: [
    `Hasil ${scoring.name} ${edition.name} sudah diumumkan. Surat umpan balik untuk usulan "${title}" (${referenceNumber}) dapat dibaca dan diunduh di halaman usulan: nilai rata-rata setiap kriteria, catatan juri tanpa nama, dan tempat usulan di bidangnya.`,
    'Penulis membukanya dari halaman Peserta, admin instansi dari halaman Instansi.',
  ].join('\n\n'),
})
