import type { Difference, Verification } from '#domain/ranking/bundle-verification.ts'
import { count } from './format.ts'
import { bilingual, type Language } from './language.ts'

/** One place where the published and the recomputed ranking differ, in words. */
export type DifferenceLine = { place: string; stated: string; recomputed: string }

type Names = Readonly<Record<string, string>>

const places = bilingual<Names>({
  id: {
    bundle: 'Berkas',
    bundleHash: 'Sidik jari berkas',
    expectedHash: 'Sidik jari yang diumumkan',
    sheetHash: 'Sidik jari lembar nilai',
    sheets: 'Lembar nilai',
    format: 'Bentuk berkas',
    criteria: 'Kriteria dan bobot',
    proposals: 'Daftar usulan',
    jurors: 'Daftar juri',
    exclusions: 'Skor yang dikeluarkan',
    plan: 'Aturan penghitungan',
    manifest: 'Ringkasan hasil',
    ranking: 'Daftar peringkat',
    'ranking.length': 'Banyaknya usulan dalam peringkat',
    'manifest.engineVersion': 'Versi mesin hitung',
    'manifest.scoreHash': 'Sidik jari skor',
    'manifest.planHash': 'Sidik jari aturan penghitungan',
    'manifest.seed': 'Benih undian',
    'manifest.status': 'Keadaan hasil',
    'manifest.method': 'Cara menghitung peluang',
    'manifest.draws': 'Banyaknya pengulangan',
    'manifest.proposals': 'Banyaknya usulan',
    'manifest.jurors': 'Banyaknya juri',
    'manifest.scores': 'Banyaknya skor',
    'manifest.components': 'Banyaknya bagian jaringan juri',
    'manifest.iterations': 'Banyaknya langkah penghitungan',
    'manifest.mean': 'Rerata umum',
    'manifest.proposalVariance': 'Ragam usulan',
    'manifest.jurorVariance': 'Ragam juri',
    'manifest.residualVariance': 'Ragam sisa',
    'manifest.expectedPrecision': 'Ketepatan yang diharapkan',
    'manifest.resultHash': 'Sidik jari seluruh hasil',
  },
  en: {
    bundle: 'File',
    bundleHash: 'Fingerprint of the file',
    expectedHash: 'Published fingerprint',
    sheetHash: 'Fingerprint of the score sheets',
    sheets: 'Score sheets',
    format: 'Format of the file',
    criteria: 'Criteria and weights',
    proposals: 'List of proposals',
    jurors: 'List of jurors',
    exclusions: 'Scores left out',
    plan: 'Rules of the computation',
    manifest: 'Summary of the result',
    ranking: 'Ranking',
    'ranking.length': 'Number of proposals in the ranking',
    'manifest.engineVersion': 'Version of the engine',
    'manifest.scoreHash': 'Fingerprint of the scores',
    'manifest.planHash': 'Fingerprint of the rules of the computation',
    'manifest.seed': 'Seed of the draws',
    'manifest.status': 'Status of the result',
    'manifest.method': 'How chances are computed',
    'manifest.draws': 'Number of draws',
    'manifest.proposals': 'Number of proposals',
    'manifest.jurors': 'Number of jurors',
    'manifest.scores': 'Number of scores',
    'manifest.components': 'Number of unlinked parts of the jury',
    'manifest.iterations': 'Number of iterations',
    'manifest.mean': 'Overall mean',
    'manifest.proposalVariance': 'Variance of proposals',
    'manifest.jurorVariance': 'Variance of jurors',
    'manifest.residualVariance': 'Residual variance',
    'manifest.expectedPrecision': 'Expected precision',
    'manifest.resultHash': 'Fingerprint of the whole result',
  },
})

const columns = bilingual<Names>({
  id: {
    scores: 'banyaknya skor',
    plainRank: 'peringkat rata-rata',
    calibratedRank: 'peringkat terkalibrasi',
    quanta: 'nilai terkalibrasi',
    zone: 'zona',
    topMillionths: 'peluang masuk',
  },
  en: {
    scores: 'number of scores',
    plainRank: 'rank by mean',
    calibratedRank: 'calibrated rank',
    quanta: 'calibrated score',
    zone: 'zone',
    topMillionths: 'chance of a place',
  },
})

/** Words of the island on the public page. */
export const recomputeText = bilingual({
  id: {
    act: (name: string) => `Hitung ulang ${name}`,
    choose: 'Pilih berkas di perangkat Anda',
    stays: 'Berkas yang Anda pilih tidak dikirim ke mana pun; penghitungan berjalan di peramban Anda.',
    loading: (name: string) => `Mengambil berkas ${name}`,
    progress: (name: string) => `Menghitung ulang ${name}`,
    seconds: (seconds: string) => `Dihitung di peramban ini dalam ${seconds} detik.`,
    differences: 'Di mana yang diumumkan dan yang dihitung ulang berbeda',
    part: 'Bagian',
    stated: 'Diumumkan',
    recomputed: 'Dihitung ulang',
    more: (lines: string) => `dan ${lines} baris lain.`,
    failures: {
      network: 'Berkas belum dapat dibaca. Periksa sambungan Anda, lalu coba lagi; tidak ada yang berubah.',
      'not-json':
        'Berkas ini bukan berkas peringkat: isinya tidak terbaca sebagai JSON. Pilih berkas yang diterbitkan.',
      worker: 'Peramban menghentikan penghitungan. Coba lagi, atau pakai baris perintah di bawah.',
    },
    unreadable: 'tidak terbaca',
    notComputed: 'tidak dihitung',
    there: 'ada',
    missing: 'tidak ada',
    proposal: 'Usulan',
    apart: (apart: string, of: string, first: string) =>
      `berbeda pada ${apart} dari ${of} batas, pertama yang ke-${first}`,
    matches: (proposals: string, sheets: string) =>
      `Cocok. Peringkat ${proposals} usulan dari ${sheets} lembar nilai dihitung ulang sampai angka terakhir.`,
    differs: (differences: string) => `Tidak cocok: ${differences} perbedaan.`,
  },
  en: {
    act: (name) => `Recompute ${name}`,
    choose: 'Choose a file on your device',
    stays: 'The file you choose is not sent anywhere; the computation runs in your browser.',
    loading: (name) => `Fetching the file of ${name}`,
    progress: (name) => `Recomputing ${name}`,
    seconds: (seconds) => `Computed in this browser in ${seconds} seconds.`,
    differences: 'Where the published and the recomputed ranking differ',
    part: 'Part',
    stated: 'Published',
    recomputed: 'Recomputed',
    more: (lines) => `and ${lines} more lines.`,
    failures: {
      network: 'The file could not be read. Check your connection and try again; nothing has changed.',
      'not-json': 'This is not a ranking file: its content is not JSON. Choose a published file.',
      worker: 'The browser stopped the computation. Try again, or use the command line below.',
    },
    unreadable: 'unreadable',
    notComputed: 'not computed',
    there: 'there',
    missing: 'missing',
    proposal: 'Proposal',
    apart: (apart, of, first) => `differs at ${apart} of ${of} cuts, first at number ${first}`,
    matches: (proposals, sheets) =>
      `Matches. The ranking of ${proposals} proposals from ${sheets} score sheets was recomputed to the last digit.`,
    differs: (differences) => `Does not match: ${differences} differences.`,
  },
})

const known = (names: Names, key: string) => (Object.hasOwn(names, key) ? names[key] : undefined) ?? key

/** A difference by its place; of a proposal's row only the columns that differ, one line each. */
export function differenceLines(
  { where, stated, recomputed }: Difference,
  language: Language = 'id',
): DifferenceLine[] {
  const t = recomputeText[language]
  const place = known(places[language], where)
  if (stated === 'unreadable') {
    return [{ place, stated: t.unreadable, recomputed: t.notComputed }]
  }
  const id = /^ranking\.(.+)$/.exec(where)?.[1]
  if (id === undefined || id === 'length') {
    const shown = recomputed === '' ? t.notComputed : unquoted(recomputed)
    return [{ place, stated: unquoted(stated), recomputed: shown }]
  }
  const [then, now] = [row(stated), row(recomputed)]
  if (!then || !now) {
    const presence = (found: unknown) => (found ? t.there : t.missing)
    return [{ place: `${t.proposal} ${id}`, stated: presence(then), recomputed: presence(now) }]
  }
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((key) => key !== 'id' && then.get(key) !== now.get(key))
    .map((key) => {
      const column = `${t.proposal} ${id}, ${known(columns[language], key)}`
      const [a, b] = [then.get(key) ?? t.missing, now.get(key) ?? t.missing]
      return firstApart(column, a, b, language) ?? { place: column, stated: a, recomputed: b }
    })
}

/** Of two lists as long as each other, where they first part and how often; undefined for anything else. */
function firstApart(place: string, stated: string, recomputed: string, language: Language): DifferenceLine | undefined {
  const [then, now] = [list(stated), list(recomputed)]
  if (!then || !now || then.length !== now.length) return undefined
  const apart = then.flatMap((value, at) => (value === now[at] ? [] : [at]))
  const first = apart[0]
  if (first === undefined) return undefined
  const [many, all, at] = [apart.length, then.length, first + 1].map((value) => count(value, language))
  const share = recomputeText[language].apart(many ?? '', all ?? '', at ?? '')
  return { place: `${place}: ${share}`, stated: String(then[first]), recomputed: String(now[first]) }
}

function list(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value : undefined
}

/** The fields of a canonical JSON object as texts; undefined for anything else. */
function row(json: string): Map<string, string> | undefined {
  const value: unknown = JSON.parse(json)
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value).map(([key, field]) => [key, unquoted(JSON.stringify(field))]))
}

function unquoted(json: string): string {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value : json
}

/** What a finished recomputation says first. */
export function verdictText(
  { matches, differences, proposals, sheets }: Verification,
  language: Language = 'id',
): string {
  const t = recomputeText[language]
  if (!matches) return t.differs(count(differences.length, language))
  return t.matches(count(proposals, language), count(sheets, language))
}
