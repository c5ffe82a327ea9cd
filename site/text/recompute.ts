import type { Difference, Verification } from '#domain/ranking/bundle-verification.ts'
import { count } from './format.ts'

/** One place where the published and the recomputed ranking differ, in words. */
export type DifferenceLine = { place: string; stated: string; recomputed: string }

const places: Readonly<Record<string, string>> = {
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
}

const columns: Readonly<Record<string, string>> = {
  scores: 'banyaknya skor',
  plainRank: 'peringkat rata-rata',
  calibratedRank: 'peringkat terkalibrasi',
  quanta: 'nilai terkalibrasi',
  zone: 'zona',
  topMillionths: 'peluang masuk',
}

const known = (names: Readonly<Record<string, string>>, key: string) => (Object.hasOwn(names, key) ? names[key] : key)

/** A difference by its place; of a proposal's row only the columns that differ, one line each. */
export function differenceLines({ where, stated, recomputed }: Difference): DifferenceLine[] {
  if (stated === 'unreadable') {
    return [{ place: known(places, where) ?? where, stated: 'tidak terbaca', recomputed: 'tidak dihitung' }]
  }
  const id = /^ranking\.(.+)$/.exec(where)?.[1]
  if (id === undefined || id === 'length') {
    const shown = recomputed === '' ? 'tidak dihitung' : unquoted(recomputed)
    return [{ place: known(places, where) ?? where, stated: unquoted(stated), recomputed: shown }]
  }
  const [then, now] = [row(stated), row(recomputed)]
  if (!then || !now) {
    const presence = (found: unknown) => (found ? 'ada' : 'tidak ada')
    return [{ place: `Usulan ${id}`, stated: presence(then), recomputed: presence(now) }]
  }
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((key) => key !== 'id' && then.get(key) !== now.get(key))
    .map((key) => {
      const place = `Usulan ${id}, ${known(columns, key)}`
      const [a, b] = [then.get(key) ?? 'tidak ada', now.get(key) ?? 'tidak ada']
      return firstApart(place, a, b) ?? { place, stated: a, recomputed: b }
    })
}

/** Of two lists as long as each other, where they first part and how often; undefined for anything else. */
function firstApart(place: string, stated: string, recomputed: string): DifferenceLine | undefined {
  const [then, now] = [list(stated), list(recomputed)]
  if (!then || !now || then.length !== now.length) return undefined
  const apart = then.flatMap((value, at) => (value === now[at] ? [] : [at]))
  const first = apart[0]
  if (first === undefined) return undefined
  const share = `berbeda pada ${count(apart.length)} dari ${count(then.length)} batas, pertama yang ke-${count(first + 1)}`
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
export function verdictText({ matches, differences, proposals, sheets }: Verification): string {
  if (!matches) return `Tidak cocok: ${count(differences.length)} perbedaan.`
  return `Cocok. Peringkat ${count(proposals)} usulan dari ${count(sheets)} lembar nilai dihitung ulang sampai angka terakhir.`
}
