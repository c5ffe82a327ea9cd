/**
 * Indonesian word stems without a dictionary, after Tala (2003): affixes come off while two syllables stay. Differs from it where
 * records of public services showed harm: a suffix comes off only beside a prefix it can stand with, nasal prefixes give the
 * swallowed letter back, and `-lah`, `-pun`, `-ku`, `-mu` stay, since `masalah`, `himpun`, `pelaku`, `temu` carry them as roots.
 */

type Prefix = { kind: 'verb' | 'noun' | 'state'; rest: string; swallowed?: string }

const vowels = /[aeiou]/g
const startsWithVowel = /^[aeiou]/
/** Two vowels are the least of a root: `adu`, `ubah`. */
const isLongEnough = (word: string): boolean => (word.match(vowels)?.length ?? 0) >= 2 && word.length >= 3

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Roots that only look as if they carried a prefix. */
const roots = words(`
  belanja beranda berita dialog diagnosa digital direktori direktorat disabilitas disiplin distribusi kebun kelahi kelola kelompok
  keluarga kendara kepala kereta kesan ketua media melati memori menteri merdeka pegawai pelihara pengaruh penduduk penjara perahu
  percaya perempuan periksa perintah perisai peristiwa perkara permata pertama perusahaan pesisir pesona terima ternak terjemah
`)
/** `me-`/`pe-` swallow the first letter of these, or keep it, against the commoner case. */
const startingWithK = words(`
  kabar kaji kandung kasih kelola kelompok kembali kembang kenal kendali kerja ketahui ketat kirim kontrol koordinasi korban kuasa
  kuat kubur kukuh kumpul kunci kunjung kurang kurus
`)
const startingWithM = words(
  'macet mahal main maju mandi manfaat masak masuk milik minat minta mohon muat mudah mula mulai musuh',
)
const startingWithN = words('naik nama nanti nasihat nikah nikmat nilai normal')
const startingWithNy = words('nyala nyaman nyanyi nyata')
/** `per-` and `ber-` lose an r before these. */
const startingWithR = words('racun ramai rangka rasa rasio rawat rencana renang ribu ruang rumah rumus runding rusak')

/** Of these `-i` comes off although they end in `-si`, as the loans `inovasi` and `publikasi` do. */
const endingWithS = words('atas awas batas bebas luas tegas tugas tulis')
const known: ReadonlySet<string> = new Set([
  ...roots,
  ...startingWithK,
  ...startingWithM,
  ...startingWithN,
  ...startingWithNy,
  ...startingWithR,
])

/** The stem of one lower-case word; the word itself when nothing comes off. */
export function stem(word: string): string {
  if (/[^a-z]/.test(word)) return word
  const bare = word.endsWith('nya') && isLongEnough(word.slice(0, -3)) ? word.slice(0, -3) : word
  // Ajar is the one root that takes an l: bel-ajar, pel-ajar.
  return withoutAffixes(bare).replace(/^(be|pe)?lajar$/, 'ajar')
}

function withoutAffixes(word: string): string {
  if (known.has(word)) return word
  const prefix = prefixOf(word)
  if (!prefix) return word.endsWith('an') ? shorter(word, 2) : word
  if (prefix.swallowed !== undefined) return restored(prefix)
  const rest = withoutSuffix(prefix.rest, prefix.kind)
  if (known.has(rest)) return rest
  return inner(rest, prefix)
}

/** A second prefix below the first: `mem-ber-daya-kan`, `ke-ber-lanjut-an`, `ber-ke-lanjut-an`, `di-per-mudah`. */
function inner(word: string, { kind }: Prefix): string {
  const second = kind === 'state' ? among(word, /^(ke)/, 'noun') : (passive(word) ?? among(word, /^(ber|per)/, kind))
  if (!second || !isLongEnough(second.rest)) return word
  return withoutR(word, second.rest)
}

const among = (word: string, pattern: RegExp, kind: Prefix['kind']): Prefix | undefined => {
  const found = pattern.exec(word)
  return found?.[1] ? { kind, rest: word.slice(found[1].length) } : undefined
}

/** `keter-batas-an`: only the passive `ter-` before a consonant, so that `terima` and `terang` stay. */
const passive = (word: string): Prefix | undefined => among(word, /^(ter)[^aeiou]/, 'verb')

function prefixOf(word: string): Prefix | undefined {
  const found =
    nasal(word) ??
    among(word, /^(di(?!gital|stri|rektor)|ter)/, 'verb') ??
    among(word, /^(ke)/, 'noun') ??
    among(word, /^(ber)/, 'state') ??
    among(word, /^(per)/, 'noun') ??
    among(word, /^(be)(?=[^aeiou]er)/, 'state') ??
    among(word, /^(pe)/, 'noun')
  if (!found || !isLongEnough(found.rest)) return undefined
  return { ...found, rest: withoutR(word, found.rest) }
}

/** `pe-rawat-an`, not `per-awat-an`. */
function withoutR(word: string, rest: string): string {
  if (!/^(ber|per)/.test(word) || !startsWithVowel.test(rest)) return rest
  const root = `r${rest}`
  return startingWithR.has(root) || startingWithR.has(root.replace(/(an|kan|i)$/, '')) ? root : rest
}

/** `me-`, `pe-` and their nasals, by the letter that follows. */
function nasal(word: string): Prefix | undefined {
  const found = /^([mp])e(ny(?=[aeiou])|ng|n(?=[cdjstzy])|n(?=[aeiou])|m(?=[bfpv])|m(?=[aeiou])|(?=[lmnrwy]))/.exec(
    word,
  )
  if (!found || (found[1] === 'p' && word.startsWith('per'))) return undefined
  const kind = found[1] === 'm' ? 'verb' : 'noun'
  const rest = word.slice(found[0].length)
  const nose = found[2] ?? ''
  const swallowed = startsWithVowel.test(rest) ? { n: 't', m: 'p', ny: 's', ng: 'k' }[nose] : undefined
  return swallowed === undefined ? { kind, rest } : { kind, rest, swallowed }
}

const keptLetters = {
  t: ['n', startingWithN],
  p: ['m', startingWithM],
  s: ['ny', startingWithNy],
  k: ['k', startingWithK],
} as const

/** Gives back the letter that the nasal swallowed: `menulis` → `tulis`, `menilai` → `nilai`, `mengajar` → `ajar`, `mengirim` → `kirim`. */
function restored({ kind, rest, swallowed }: Prefix): string {
  const bare = withoutSuffix(rest, kind)
  const [letter, exceptions] =
    swallowed === 't' || swallowed === 'p' || swallowed === 's' ? keptLetters[swallowed] : keptLetters.k
  if (exceptions.has(`${letter}${rest}`)) return `${letter}${rest}`
  if (exceptions.has(`${letter}${bare}`)) return `${letter}${bare}`
  return swallowed === 'k' ? bare : `${swallowed}${bare}`
}

/** `-kan` and `-i` stand with verbs, `-an` with nouns and with `ber-`; `-si` is the end of a loan such as `inovasi`. */
function withoutSuffix(word: string, kind: Prefix['kind']): string {
  if (known.has(word)) return word
  if (kind !== 'verb') return word.endsWith('an') ? shorter(word, 2) : word
  if (word.endsWith('kan')) return shorter(word, 3)
  return /[^s]i$/.test(word) || endingWithS.has(word.slice(0, -1)) ? shorter(word, 1) : word
}

const shorter = (word: string, letters: number): string => {
  const rest = word.slice(0, -letters)
  return isLongEnough(rest) ? rest : word
}

/** Words of a text in lower case without accents; a doubled word (`anak-anak`) is two. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** The stems of every word of an Indonesian text, in its order, repetitions kept. */
export const stemmedWords = (text: string): string[] => wordsOf(text).map(stem)
