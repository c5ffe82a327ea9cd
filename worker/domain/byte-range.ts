/** First and last byte, both included. */
export type ByteRange = { from: number; to: number }

/** What a `Range` header asks for (RFC 9110, 14.2). Several ranges at once, and other units, are answered with the whole. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size - 1 }
  }
  if (Number(first) >= size) return 'unsatisfiable'
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return to < Number(first) ? 'whole' : { from: Number(first), to }
}
