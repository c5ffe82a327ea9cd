import type { Problem } from '#worker/problem.ts'

/** What can go wrong on the way to the portal, besides everything that the portal itself refuses. */
type OnTheWay =
  | { code: 'network' }
  | { code: 'unreadable_answer'; status: number }
  | { code: 'another_file'; fileName: string }
  | { code: 'file_unreadable' }

export type ClientProblem = Problem | OnTheWay
export type ProblemCode = ClientProblem['code']

type ByCode = { [P in ClientProblem as P['code']]: P }
/** What happened, what is safe, what to do. */
export type Sentences = { [C in ProblemCode]: (problem: ByCode[C]) => string }

/** What every page may have to say while the portal, or the way to it, is in trouble. */
const always = {
  network: () =>
    'Jaringan terputus, jadi permintaan ini mungkin belum sampai. Yang sudah tersimpan tetap aman. Periksa sambungan Anda, lalu coba lagi.',
  unreadable_answer: ({ status }) =>
    `Portal menjawab di luar kebiasaan (${status}). Yang sudah tersimpan tetap aman. Tunggu sebentar, lalu coba lagi.`,
  sign_in_needed: () => 'Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan; yang sudah tersimpan tetap tersimpan.',
  not_found: () =>
    'Halaman atau data ini tidak ada, atau bukan untuk akun Anda. Periksa alamatnya, atau kembali ke daftar Anda.',
  too_many_requests: () => 'Permintaan terlalu banyak dalam waktu singkat. Tunggu satu menit, lalu coba lagi.',
  internal_error: ({ requestId }) =>
    `Terjadi kesalahan di pihak kami. Yang sudah tersimpan tetap aman. Coba lagi; bila berulang, sebutkan nomor ${requestId} kepada sekretariat.`,
} satisfies Partial<Sentences>

/** The others, loaded with the first refusal that is none of the above. */
export type Refusals = Omit<Sentences, keyof typeof always>

const known: Partial<Sentences> = { ...always }
let isComplete = false

/** Sentences that a page needs before the portal has refused anything, such as for a file that it refuses itself. */
export function know(sentences: Partial<Sentences>): void {
  Object.assign(known, sentences)
}

/** The refusal itself must not wait longer for its sentence, milliseconds. */
const patienceMs = 3000

/** Loads the sentence of a code that this page has not met. Without a network `problemText` says that it is missing. */
export async function learn(code: string): Promise<void> {
  if (isComplete || Object.hasOwn(known, code)) return
  const loading = import('./refusals/all.ts').then(({ refusals }) => {
    know(refusals)
    isComplete = true
  })
  const tired = new Promise<void>((resolve) => setTimeout(resolve, patienceMs))
  await Promise.race([loading.catch(() => undefined), tired])
}

/** One problem whose code is known to be C, so that the sentence for C accepts it. */
type ProblemOf<C extends ProblemCode> = { [K in C]: ByCode[K] & { code: K } }[C]

/** The sentence shown for a problem. */
export function problemText<C extends ProblemCode>(problem: ProblemOf<C>): string {
  const sentence: Partial<Sentences>[C] = known[problem.code]
  return sentence
    ? sentence(problem)
    : `Portal menolak permintaan ini (${problem.code}). Yang sudah tersimpan tetap aman. Penjelasannya belum termuat karena jaringan terputus; muat ulang halaman sesudah tersambung.`
}

/** A refusal that this portal knows, once its sentence is there; undefined for any other answer's body. */
export async function readProblem(body: unknown): Promise<ClientProblem | undefined> {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') return undefined
  await learn(body.code)
  return isProblem(body) ? body : undefined
}

/** Where not every sentence could be loaded, nobody knows better than the portal which codes there are. */
function isProblem(body: { code: unknown }): body is ClientProblem {
  return typeof body.code === 'string' && (!isComplete || Object.hasOwn(known, body.code))
}
