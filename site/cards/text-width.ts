import { readFileSync } from 'node:fs'

/**
 * Widths of a font's letters, to break lines in a picture: what draws SVG does not. Reads the tables `head`, `hhea`, `hmtx` and a
 * `cmap` of format 4 of an OpenType file.
 */
export function textWidth(file: string): (text: string, size: number) => number {
  const bytes = readFileSync(file)
  const table = tablesOf(bytes)
  const unitsPerEm = bytes.readUInt16BE(table('head') + 18)
  const withWidth = bytes.readUInt16BE(table('hhea') + 34)
  const glyphOf = charactersOf(bytes, table('cmap'))
  const advance = (character: string) => {
    const glyph = Math.min(glyphOf(character.codePointAt(0) ?? 0), withWidth - 1)
    return bytes.readUInt16BE(table('hmtx') + 4 * glyph)
  }
  const known = new Map<string, number>()
  return (text, size) => {
    let units = 0
    for (const character of text) {
      const width = known.get(character) ?? advance(character)
      known.set(character, width)
      units += width
    }
    return (units * size) / unitsPerEm
  }
}

function tablesOf(bytes: Buffer): (tag: string) => number {
  const offsets = new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, index) => {
      const at = 12 + 16 * index
      return [bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8)] as const
    }),
  )
  return (tag) => {
    const offset = offsets.get(tag)
    if (offset === undefined) throw new Error(`the font has no table ${tag}`)
    return offset
  }
}

/** Glyph of a code point; 0 for one that the font lacks. */
function charactersOf(bytes: Buffer, cmap: number): (code: number) => number {
  const count = bytes.readUInt16BE(cmap + 2)
  const starts = Array.from({ length: count }, (_, index) => cmap + bytes.readUInt32BE(cmap + 8 + 8 * index))
  const at = starts.find((start) => bytes.readUInt16BE(start) === 4)
  if (at === undefined) throw new Error('the font has no character map of format 4')
  const segments = bytes.readUInt16BE(at + 6) / 2
  const ends = at + 14
  const firsts = ends + 2 * segments + 2
  const deltas = firsts + 2 * segments
  const ranges = deltas + 2 * segments
  return (code) => {
    for (let segment = 0; segment < segments; segment++) {
      if (bytes.readUInt16BE(ends + 2 * segment) < code) continue
      const first = bytes.readUInt16BE(firsts + 2 * segment)
      if (first > code) return 0
      const delta = bytes.readUInt16BE(deltas + 2 * segment)
      const range = bytes.readUInt16BE(ranges + 2 * segment)
      if (range === 0) return (code + delta) & 0xffff
      const glyph = bytes.readUInt16BE(ranges + 2 * segment + range + 2 * (code - first))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}
