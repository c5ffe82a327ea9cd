/** Tells contents apart without keeping them: length and 53 bits (cyrb53, public domain, by bryc). Not for secrets. */
export function fingerprint(content: unknown): string {
  const text = JSON.stringify(content)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return `${text.length}:${4294967296 * (2097151 & b) + (a >>> 0)}`
}
