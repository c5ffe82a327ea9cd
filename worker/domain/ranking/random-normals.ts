import { exp, ln } from './elementary.ts'
import { Sha256 } from './secure-hash.ts'

/**
 * Normal deviates from an integer generator: xoshiro128** (Blackman and Vigna 2018) and the ziggurat of Marsaglia and
 * Tsang (2000) with 256 layers, layer and position from different bits of a word (Doornik 2005).
 */

const EDGE = 3.654152885361009
const AREA = 4.92867323399e-3
const LAYERS = 256
/** Right edges of the layers, widest first; `WIDTH[256]` is 0. */
const WIDTH = new Float64Array(LAYERS + 1)
const HEIGHT = new Float64Array(LAYERS + 1)
WIDTH[0] = AREA / exp(-0.5 * EDGE * EDGE)
WIDTH[1] = EDGE
for (let layer = 2; layer < LAYERS; layer++) {
  const before = WIDTH[layer - 1]!
  WIDTH[layer] = Math.sqrt(-2 * ln(AREA / before + exp(-0.5 * before * before)))
}
for (let layer = 0; layer <= LAYERS; layer++) HEIGHT[layer] = exp(-0.5 * WIDTH[layer]! * WIDTH[layer]!)

/** Width of one position step: positions are 24-bit, from -2^23. */
const STEP = WIDTH.map((width) => width / 8388608)

/** The four start words of the stream `draw` of `seed`: any draw can be computed alone, in any order. */
export function seedWords(seed: string): Int32Array {
  return new Sha256().text(`gelanggang draws/1\n${seed}`).words()
}

function scramble(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/**
 * Fills `out[0..count)` with standard normal deviates of the stream `draw`.
 * `words`: from `seedWords`, 8 words; `draw`: whole, 0..2^31. The same arguments give the same bits everywhere.
 */
export function fillNormals(words: Int32Array, draw: number, out: Float64Array, count: number): void {
  let a = scramble(words[0]! ^ scramble(draw ^ words[4]!))
  let b = scramble(words[1]! ^ scramble(draw ^ words[5]!))
  let c = scramble(words[2]! ^ scramble(draw ^ words[6]!))
  let d = scramble(words[3]! ^ scramble(draw ^ words[7]!)) | 1
  let filled = -16
  let stage = 0
  let kept = 0
  let layer = 0
  while (filled < count) {
    const five = Math.imul(b, 5)
    const word = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    if (filled < 0) {
      filled += 1
    } else if (stage === 0) {
      layer = word & 255
      const x = ((word >> 8) + 0.5) * STEP[layer]!
      if (Math.abs(x) < WIDTH[layer + 1]!) out[filled++] = x
      else {
        kept = x
        stage = layer === 0 ? 2 : 1
      }
    } else if (stage === 1) {
      const level =
        HEIGHT[layer + 1]! + ((word >>> 0) + 0.5) * 2.3283064365386963e-10 * (HEIGHT[layer]! - HEIGHT[layer + 1]!)
      if (level < exp(-0.5 * kept * kept)) out[filled++] = kept
      stage = 0
    } else if (stage === 2) {
      const beyond = -ln(((word >>> 0) + 0.5) * 2.3283064365386963e-10) / EDGE
      kept = kept < 0 ? -(EDGE + beyond) : EDGE + beyond
      stage = 3
    } else {
      const beyond = Math.abs(kept) - EDGE
      if (-2 * ln(((word >>> 0) + 0.5) * 2.3283064365386963e-10) > beyond * beyond) {
        out[filled++] = kept
        stage = 0
      } else stage = 2
    }
  }
}
