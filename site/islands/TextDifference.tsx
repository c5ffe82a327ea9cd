import { useMemo } from 'react'
import { differences } from '#site/text/differences.ts'

/** Two versions of a text in one: what was taken out is struck, what came in is underlined; both are said as well. */
export function TextDifference({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => differences(before, after), [before, after])
  if (parts === null) return <p className="hint">Kedua teks hampir seluruhnya berbeda.</p>
  if (parts.every(({ kind }) => kind === 'same')) return <p className="hint">Tidak ada perbedaan.</p>
  return (
    <div className="difference prose measure" role="group" aria-label="Perbedaan kedua teks">
      {parts.map(({ kind, text }, i) => {
        if (kind === 'same') return <span key={i}>{text}</span>
        const Mark = kind === 'added' ? 'ins' : 'del'
        return (
          <Mark key={i}>
            <span className="visually-hidden">{kind === 'added' ? ' [ditambah: ' : ' [dihapus: '}</span>
            {text}
            <span className="visually-hidden">] </span>
          </Mark>
        )
      })}
    </div>
  )
}
