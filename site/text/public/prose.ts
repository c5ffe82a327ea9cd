/** A paragraph, or a list of points. `[words](address)` is a link, see `Sentence.astro`. */
export type ProsePart = string | readonly string[]
export type ProseSection = { title: string; body: readonly ProsePart[] }
