import { crc32, deflateSync } from 'node:zlib'

/** A picture of few colours as PNG with a palette: a quarter of the bytes and of the time of one in full colour. */
export function palettePng({
  width,
  height,
  pixels,
}: {
  width: number
  height: number
  pixels: Uint8Array
}): Buffer | undefined {
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height)
  const numbers = new Map<number, number>()
  // Each row begins with its filter: 0, none.
  const rows = new Uint8Array(height * (width + 1))
  let last: number | undefined
  let number = 0
  for (let y = 0; y < height; y++) {
    let at = y * (width + 1) + 1
    for (let from = y * width; from < (y + 1) * width; from++) {
      const colour = colours[from] ?? 0
      if (colour !== last) {
        last = colour
        number = numbers.get(colour) ?? numbers.size
        numbers.set(colour, number)
      }
      rows[at++] = number
    }
  }
  if (numbers.size > 256) return undefined
  const palette = Buffer.concat(
    [...numbers.keys()].map((colour) => Buffer.from([colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff])),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, colours from the palette.
  header.set([8, 3, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 6 })
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
