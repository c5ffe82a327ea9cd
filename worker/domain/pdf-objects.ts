const encoder = new TextEncoder()

type Part = string | Uint8Array

/** The numbered objects of a PDF file (ISO 32000-1, 7.3.10) and their cross-reference table. */
export function pdfObjects() {
  const bodies: Uint8Array[][] = []
  /** A number for an object that is not known yet. */
  const take = (): number => bodies.push([])
  const put = (id: number, ...parts: Part[]): number => {
    bodies[id - 1] = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part))
    return id
  }
  const add = (...parts: Part[]): number => put(take(), ...parts)
  const stream = (content: Part, entries = ''): number => {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content
    return add(`<<${entries} /Length ${bytes.length}>>\nstream\n`, bytes, '\nendstream')
  }
  return { take, put, add, stream, file: (root: number, info: number) => fileOf(bodies, root, info) }
}

export type PdfObjects = ReturnType<typeof pdfObjects>

function fileOf(bodies: readonly (readonly Uint8Array[])[], root: number, info: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  let size = 0
  const push = (part: Part) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part
    parts.push(bytes)
    size += bytes.length
  }
  push('%PDF-1.7\n')
  // Bytes above 127 in a comment: this file is not text (7.5.2).
  push(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a))
  const offsets = bodies.map((body, at) => {
    const offset = size
    for (const part of [`${at + 1} 0 obj\n`, ...body, '\nendobj\n']) push(part)
    return offset
  })
  const start = size
  const count = offsets.length + 1
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  push(`xref\n0 ${count}\n0000000000 65535 f \n${lines}`)
  push(`trailer\n<</Size ${count} /Root ${root} 0 R /Info ${info} 0 R>>\nstartxref\n${start}\n%%EOF\n`)
  const file = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}
