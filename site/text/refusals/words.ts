/** Names a list as it is spoken: `judul, kelompok, dan alasan`. */
export const list = (words: readonly string[]) => new Intl.ListFormat('id-ID', { type: 'conjunction' }).format(words)

/** The name of an id; the id itself where it has none. */
export const known = (names: Readonly<Record<string, string>>, id: string) =>
  (Object.hasOwn(names, id) ? names[id] : id) ?? id
