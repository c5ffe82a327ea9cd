import type { EligibilityFinding } from '#domain/eligibility.ts'
import type { PriorAward, RegistryEntry } from '#domain/prior-award.ts'
import { dayInWords } from './instant.ts'

/** Levels of the archive in words; an edition's own award says its id where no name is known. */
const levelNames: Readonly<Record<string, string>> = {
  outstanding: 'Outstanding Achievement',
  top45: 'TOP 45',
  top40: 'TOP 40',
  top35: 'TOP 35',
  top25: 'TOP 25',
  'top5-replikasi': 'TOP 5 Replikasi',
  'top-inovasi': 'Top Inovasi',
  top99: 'TOP 99',
  'top15-khusus': 'TOP 15 Khusus',
  'finalis15-khusus': 'TOP 15 Khusus',
  finalis: 'finalis',
}

export const levelName = (level: string): string =>
  (Object.hasOwn(levelNames, level) ? levelNames[level] : undefined) ?? level.replaceAll('-', ' ')

const listed = (parts: readonly string[]) => new Intl.ListFormat('id-ID', { type: 'conjunction' }).format(parts)

export const awardsInWords = (awards: readonly PriorAward[]): string =>
  listed(awards.map(({ year, level }) => `${levelName(level)} tahun ${year}`))

const entryInWords = ({ name, agencyName, awards }: RegistryEntry) =>
  `${name}, ${agencyName} (${awardsInWords(awards)})`

/** `25 bulan`, `2 tahun`, `2 tahun 1 bulan`. */
function monthsInWords(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return [years > 0 && `${years} tahun`, (rest > 0 || years === 0) && `${rest} bulan`].filter(Boolean).join(' ')
}

type Told = { text: string; advice: string | null }

/** What was found, and what to do about it. */
export function eligibilityText(finding: EligibilityFinding, group: string): Told {
  switch (finding.rule) {
    case 'age':
      return ageText(finding)
    case 'award':
      return awardText(finding, group)
    case 'unclaimed_award':
      return {
        text: `Daftar penghargaan memuat nama yang mirip: ${finding.lookAlikes.map(entryInWords).join('; ')}.`,
        advice: 'Bila salah satunya inovasi ini, pilih pada isian riwayat penghargaan. Bila bukan, biarkan.',
      }
    case 'unknown_award':
      return {
        text: 'Riwayat penghargaan yang dipilih tidak ada dalam daftar.',
        advice: 'Cari dan pilih lagi pada isian riwayat penghargaan.',
      }
    case 'cap':
      return finding.verdict === 'ok'
        ? {
            text: `Jatah instansi di kelompok ${group}: ${finding.used} dari ${finding.cap} tempat terpakai.`,
            advice: null,
          }
        : {
            text: `Jatah instansi di kelompok ${group} sudah penuh: ${finding.cap} dari ${finding.cap} tempat terpakai.`,
            advice:
              'Tanyakan admin instansi sebelum menulis: usulan ini baru dapat diteruskan bila admin menarik usulan lain sebelum pendaftaran ditutup.',
          }
    case 'replication':
      return replicationText(finding)
  }
}

function ageText(finding: Extract<EligibilityFinding, { rule: 'age' }>): Told {
  const { verdict, months, requiredMonths, countedOn, latestStart } = finding
  const [required, closing, latest] = [monthsInWords(requiredMonths), dayInWords(countedOn), dayInWords(latestStart)]
  const rule = `Syarat umur: sudah berjalan ${required} pada penutupan pendaftaran yang diumumkan, ${closing}.`
  if (months === null) {
    return { text: rule, advice: `Isi tanggal mulai dijalankan; paling lambat ${latest}.` }
  }
  if (verdict === 'ok') return { text: `Umur ${monthsInWords(months)}. ${rule}`, advice: null }
  return {
    text: `Umur baru ${monthsInWords(months)}. ${rule}`,
    advice: `Inovasi ini harus sudah melayani warga paling lambat ${latest}. Periksa tanggalnya; bila memang lebih muda, ajukan pada edisi berikutnya.`,
  }
}

const timesInWords = (times: number) => (times === 1 ? 'pernah' : `${times} kali`)

function awardText(finding: Extract<EligibilityFinding, { rule: 'award' }>, group: string): Told {
  const { verdict, effect, name, times, counted } = finding
  const found = counted.length > 0 ? awardsInWords(counted) : null
  if (effect === 'needed') {
    return verdict === 'ok'
      ? { text: `Kelompok ${group} bagi yang ${timesInWords(times)} meraih ${name}: ${found}.`, advice: null }
      : {
          text: `Kelompok ${group} hanya bagi yang ${timesInWords(times)} meraih ${name}; ${found === null ? 'penghargaan itu belum ditunjuk' : `baru ditemukan ${found}`}.`,
          advice:
            'Pilih inovasi ini pada isian riwayat penghargaan. Bila tidak ada di daftar, lampirkan buktinya; sekretariat yang memeriksa.',
        }
  }
  const rule = `Kelompok ${group} tertutup bagi yang ${timesInWords(times)} meraih ${name}`
  return verdict === 'ok'
    ? {
        text: `${rule}; ${found === null ? 'tidak ada yang tercatat' : `tercatat ${found}, belum ${times} kali`}.`,
        advice: null,
      }
    : {
        text: `${rule}, dan inovasi ini tercatat: ${found}.`,
        advice:
          'Pilih kelompok lain yang sesuai. Bila catatan itu bukan inovasi ini, perbaiki isian riwayat penghargaan.',
      }
}

function replicationText(finding: Extract<EligibilityFinding, { rule: 'replication' }>): Told {
  const { source, isOwn, known } = finding
  if (isOwn) {
    return {
      text: `Inovasi yang direplikasi, ${source}, adalah inovasi ini sendiri.`,
      advice: 'Sebutkan inovasi instansi lain yang ditiru, atau pilih kelompok lain.',
    }
  }
  if (known) return { text: `Inovasi yang direplikasi: ${entryInWords(known)}.`, advice: null }
  return source === null
    ? { text: 'Inovasi yang direplikasi belum disebut.', advice: 'Sebutkan nama inovasi asal, instansi, dan tahunnya.' }
    : {
        text: `"${source}" tidak ditemukan dalam daftar penghargaan.`,
        advice: 'Tulis nama seperti pada pengumumannya. Sekretariat memeriksa yang tidak ada dalam daftar.',
      }
}
