import { encode } from 'uqr'

/** Modules of white around it, so that cameras find it (ISO/IEC 18004). */
const quiet = 4

/** A QR code as one path: no picture is fetched, and the text never leaves the page. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 0, ecc: 'M' })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  const side = size + 2 * quiet
  return (
    <svg className="qr" viewBox={`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label={label}>
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
