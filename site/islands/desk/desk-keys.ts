/** What a key does at the desk. One table for the desk, its help and its tests. */
export const deskKeys = [
  { act: 'next_criterion', keys: ['j'], says: 'kriteria berikutnya' },
  { act: 'previous_criterion', keys: ['k'], says: 'kriteria sebelumnya' },
  { act: 'next_section', keys: [']'], says: 'bagian usulan berikutnya' },
  { act: 'previous_section', keys: ['['], says: 'bagian usulan sebelumnya' },
  { act: 'open_file', keys: ['f'], says: 'buka lampiran berikutnya' },
  { act: 'close_file', keys: ['Escape'], says: 'dari lampiran kembali ke teks' },
  { act: 'comment', keys: ['n'], says: 'tulis catatan kriteria' },
  { act: 'notes', keys: ['m'], says: 'tulis catatan pribadi' },
  { act: 'next_sentence', keys: ['.'], says: 'pilih kalimat berikutnya' },
  { act: 'previous_sentence', keys: [','], says: 'pilih kalimat sebelumnya' },
  { act: 'pin', keys: ['p'], says: 'sematkan kutipan yang dipilih ke kriteria yang terbuka' },
  { act: 'hand_in', keys: ['s'], says: 'periksa, serahkan, lalu usulan berikutnya' },
  { act: 'skip', keys: ['x'], says: 'lewati: usulan berikutnya yang belum diserahkan' },
  { act: 'back', keys: ['b'], says: 'usulan sebelumnya dalam urutan' },
  { act: 'later', keys: ['l'], says: 'nanti saja: tandai, lalu usulan berikutnya' },
  { act: 'recuse', keys: ['e'], says: 'nyatakan benturan kepentingan' },
  { act: 'revisions', keys: ['h'], says: 'versi sebelumnya dari lembar ini' },
  { act: 'go_list', keys: ['g', 'd'], says: 'ke daftar usulan' },
  { act: 'go_table', keys: ['g', 't'], says: 'ke tabel nilai saya' },
  { act: 'go_receipts', keys: ['g', 'r'], says: 'ke tanda terima' },
  { act: 'help', keys: ['?'], says: 'daftar tombol ini' },
] as const satisfies readonly { act: string; keys: readonly [string] | readonly [string, string]; says: string }[]

export type DeskAct = (typeof deskKeys)[number]['act']

/** Keys that work inside a field and are no letters. */
export const fieldKeys = [
  { keys: ['0', '–', '9'], says: 'ketik skor kriteria yang terbuka, dari mana saja' },
  { keys: ['Enter'], says: 'dari skor ke kriteria berikutnya; pada yang terakhir: periksa dan serahkan' },
  { keys: ['Esc'], says: 'dari catatan kembali ke skor' },
] as const

/** A first key of two waits this long for the second, milliseconds. */
const togetherMs = 1500

/** The first key of two, and when it was pressed. */
export type Waiting = { key: string; at: number } | null

export type Pressed = { act: DeskAct | null; waiting: Waiting }

/** `at`: milliseconds of any clock that only runs forward. */
export function pressKey(waiting: Waiting, key: string, at: number): Pressed {
  const first = waiting && at - waiting.at <= togetherMs ? waiting.key : null
  const typed = first === null ? [key] : [first, key]
  const found = deskKeys.find(({ keys }) => keys.length === typed.length && keys.every((one, i) => one === typed[i]))
  if (found) return { act: found.act, waiting: null }
  const isFirst = first === null && deskKeys.some(({ keys }) => keys.length > 1 && keys[0] === key)
  return { act: null, waiting: isFirst ? { key, at } : null }
}

/** Every key that is part of an act. */
export const actingKeys: readonly string[] = [...new Set(deskKeys.flatMap(({ keys }): readonly string[] => keys))]
