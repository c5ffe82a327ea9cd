import { ln } from './elementary.ts'

/** From here the asymptotic series has reached double precision. */
const SERIES_FROM = 15

/** First derivative of ln Gamma, x > 0, relative error about 1e-15. Source: DLMF 5.5.2 (recurrence) and 5.11.2. */
export function digamma(x: number): number {
  let shifted = x
  let below = 0
  for (; shifted < SERIES_FROM; shifted += 1) below += 1 / shifted
  const v = 1 / (shifted * shifted)
  const series =
    v * (1 / 12 - v * (1 / 120 - v * (1 / 252 - v * (1 / 240 - v * (1 / 132 - v * (691 / 32760 - v / 12))))))
  return ln(shifted) - 0.5 / shifted - series - below
}

/** Second derivative of ln Gamma, x > 0, relative error about 1e-15. Source: DLMF 5.15.5 (recurrence) and 5.15.8. */
export function trigamma(x: number): number {
  let shifted = x
  let below = 0
  for (; shifted < SERIES_FROM; shifted += 1) below += 1 / (shifted * shifted)
  const u = 1 / shifted
  const v = u * u
  const series =
    v * (1 / 6 - v * (1 / 30 - v * (1 / 42 - v * (1 / 30 - v * (5 / 66 - v * (691 / 2730 - (v * 7) / 6))))))
  return u * (1 + 0.5 * u + series) + below
}
