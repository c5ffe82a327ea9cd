import { count, points } from './format.ts'

const oneDecimal = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const twoDecimals = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A correlation or another number without a unit: `0,31`, `−0,04`. */
export const coefficient = (value: number): string => twoDecimals.format(value).replace('-', '−')

/** Points as `80,8`. */
export const pointsWords = (value: number): string => oneDecimal.format(value)

/** Points with two decimals, `67,33`; rounded for print only, and a half upwards like the plain list: 77.475 as `77,48`. */
export const exactPoints = (value: number): string => points(Math.round(Number((value * 100).toFixed(6))))

/** Points with their sign: `+3,2`, `−1,0`; zero without. */
export function signedPoints(value: number): string {
  const shown = oneDecimal.format(Math.abs(value))
  if (shown === oneDecimal.format(0)) return shown
  return `${value < 0 ? '−' : '+'}${shown}`
}

/** A probability 0..1 as `62,0%`. Only certainty itself reads 0 or 100. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0,1%'
  if (share < 1 && share >= 0.9995) return '> 99,9%'
  return `${oneDecimal.format(share * 100)}%`
}

/** How the move from the plain to the calibrated rank reads: `naik 6`, `turun 8`, `tetap`. */
export function moveWords(rankPlain: number, rankCalibrated: number): string {
  if (rankCalibrated === rankPlain) return 'tetap'
  const steps = count(Math.abs(rankPlain - rankCalibrated))
  return rankCalibrated < rankPlain ? `naik ${steps}` : `turun ${steps}`
}

/** `lean`: mean severity of a proposal's jurors in points, positive is generous. */
export function leanWords(lean: number): string {
  const size = pointsWords(Math.abs(lean))
  if (size === pointsWords(0)) return 'rata-rata seukuran dengan ukuran bersama'
  return `rata-rata ${size} poin lebih ${lean < 0 ? 'keras' : 'murah hati'} daripada ukuran bersama`
}

const readers = ['', 'satu-satunya jurinya', 'kedua jurinya', 'ketiga jurinya', 'keempat jurinya', 'kelima jurinya']

export type Explained = {
  /** Scores that count. */
  n: number
  /** Plain mean, mean severity of its jurors, and calibrated score, in points. */
  mean: number
  lean: number
  calibrated: number
  rankPlain: number
  rankCalibrated: number
}

/** Why a proposal stands where it stands, in one sentence (RANKING.md 11). */
export function explainMove({ n, mean, lean, calibrated, rankPlain, rankCalibrated }: Explained): string {
  const before = `Rata-rata ${exactPoints(mean)}, peringkat ${count(rankPlain)}`
  const why = `${readers[n] ?? `ke-${count(n)} jurinya`} ${leanWords(lean)}`
  const score = `nilai terkalibrasinya ${exactPoints(calibrated)}`
  if (rankPlain === rankCalibrated) return `${before}; ${why}, ${score}, dan peringkatnya tetap.`
  const move = `peringkatnya ${moveWords(rankPlain, rankCalibrated)} menjadi ${count(rankCalibrated)}`
  const isByLean = (rankCalibrated < rankPlain && lean < -0.05) || (rankCalibrated > rankPlain && lean > 0.05)
  if (isByLean) return `${before}; ${why}, sehingga ${score} dan ${move}.`
  return `${before}; ${why}, ${score}; karena usulan lain bergeser, ${move}.`
}

export const zoneNames = { IN: 'Masuk', DISCUSS: 'Zona bahas', OUT: 'Di luar' } as const

/** Why scores cannot be ranked by calibration, or why someone has to act first. */
const reasons: Readonly<Record<string, string>> = {
  DISCONNECTED:
    'Juri terbagi dalam kelompok yang tidak berbagi satu usulan pun, jadi keras atau murah hatinya tidak dapat dibandingkan. Peringkat terkalibrasi tidak dihitung sampai seseorang menerima keadaan ini dengan alasan.',
  TOO_LARGE: 'Babak ini melebihi ukuran yang dapat dihitung tepat. Peringkat rata-rata tetap berlaku.',
  ALL_EQUAL: 'Semua skor sama, jadi tidak ada yang dapat dibedakan. Semua usulan seri.',
  ONE_PROPOSAL: 'Hanya ada satu usulan berskor, jadi tidak ada yang dibandingkan.',
  TOO_FEW_SCORES:
    'Skornya terlalu sedikit untuk memisahkan usulan, juri, dan kebetulan. Peringkat rata-rata tetap berlaku.',
  NO_PROPOSAL_VARIANCE:
    'Perbedaan antarusulan tidak lebih besar daripada kebetulan. Semua usulan seri; pleno yang memutuskan.',
  NO_SCORES: 'Belum ada lembar nilai yang diserahkan pada tahap ini.',
  INCOMPLETE_SHEET: 'Ada lembar nilai yang tidak lengkap, jadi tidak dapat dihitung. Yang kosong tidak dihitung nol.',
  CONFLICTED_SCORE: 'Ada skor dari juri yang mempunyai benturan kepentingan. Skor itu tidak boleh memengaruhi apa pun.',
  DUPLICATE_SCORE: 'Ada juri yang mempunyai dua skor untuk usulan yang sama.',
  WEIGHTS_NOT_100: 'Bobot kriteria tidak berjumlah 100 persen.',
  STEP_FAILED:
    'Hitungan ini gagal: satu langkahnya berhenti setiap kali dicoba. Skor dan peringkat rata-rata tidak berubah. Mulai hitungan baru; bila gagal lagi, sampaikan nomor hitungan dan waktunya kepada pengelola portal, yang menemukan sebabnya dalam jejak.',
  POINTS_OUT_OF_RANGE: 'Ada skor di luar 0 sampai 100.',
}

/** A refusal of the engine in words; a code that is not known is named. */
export const reasonText = (code: string): string =>
  (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? `Mesin hitung menolak dengan kode ${code}.`
