/** What setting text needs of a TrueType font (ISO/IEC 14496-22): which glyph writes a character, and how wide it is. */
export type TrueType = {
  bytes: Uint8Array
  /** Of a code point; undefined when the font cannot write it. */
  glyphOf: (codePoint: number) => number | undefined
  /** Thousandths of the size. */
  widthOf: (glyph: number) => number
  /** All in thousandths of the size. */
  ascent: number
  descent: number
  box: readonly number[]
}

/** Throws on what is no TrueType font with a Unicode table of format 4: the portal brings its own fonts. */
export function readTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = new Map<string, number>()
  for (let n = 0; n < view.getUint16(4); n += 1) {
    const at = 12 + n * 16
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), view.getUint32(at + 8))
  }
  const table = (tag: string): number => {
    const at = tables.get(tag)
    if (at === undefined) throw new Error(`the font has no table ${tag}`)
    return at
  }
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')]
  const thousandths = (units: number) => Math.round((units * 1000) / view.getUint16(head + 18))
  const lastMetric = view.getUint16(hhea + 34) - 1
  const glyphs = readGlyphs(view, table('cmap'))
  return {
    bytes,
    glyphOf: (codePoint) => glyphs.get(codePoint),
    widthOf: (glyph) => thousandths(view.getUint16(hmtx + 4 * Math.min(glyph, lastMetric))),
    ascent: thousandths(view.getInt16(hhea + 4)),
    descent: thousandths(view.getInt16(hhea + 6)),
    box: [36, 38, 40, 42].map((offset) => thousandths(view.getInt16(head + offset))),
  }
}

/** Code point to glyph, of the table for Unicode's first plane. */
function readGlyphs(view: DataView, cmap: number): ReadonlyMap<number, number> {
  const records = Array.from({ length: view.getUint16(cmap + 2) }, (_, n) => cmap + view.getUint32(cmap + 8 + 8 * n))
  const at = records.find((table) => view.getUint16(table) === 4)
  if (at === undefined) throw new Error('the font has no character table of format 4')
  const doubled = view.getUint16(at + 6)
  const glyphs = new Map<number, number>()
  for (let n = 0; n < doubled; n += 2) {
    const end = view.getUint16(at + 14 + n)
    const start = view.getUint16(at + 16 + doubled + n)
    const delta = view.getUint16(at + 16 + 2 * doubled + n)
    const offsetAt = at + 16 + 3 * doubled + n
    const offset = view.getUint16(offsetAt)
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const direct = offset === 0 ? code : view.getUint16(offsetAt + offset + 2 * (code - start))
      const glyph = direct === 0 ? 0 : (direct + delta) & 0xffff
      if (glyph !== 0) glyphs.set(code, glyph)
    }
  }
  return glyphs
}
