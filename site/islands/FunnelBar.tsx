import { count } from '#site/text/format.ts'
import type { Funnel } from './staff-answers.ts'

/** Where all proposals of the edition stand, as numbers in words over one bar on one scale. */
export function FunnelBar({ counts }: Funnel) {
  const parts = [
    { part: 'outside', label: 'Belum keluar instansi', value: counts.draft + counts.returned + counts.with_agency },
    { part: 'eligible', label: 'Layak', value: counts.eligible },
    { part: 'refused', label: 'Perlu perbaikan', value: counts.needs_repair },
    { part: 'refused', label: 'Tidak layak', value: counts.ineligible },
    { part: 'waiting', label: 'Belum diperiksa', value: counts.submitted },
  ]
  return (
    <ul className="funnel" aria-label="Keadaan usulan">
      {parts.map(({ part, label, value }) => (
        <li key={label} style={{ flexGrow: value, flexBasis: 0 }}>
          <span className="figure-value">{count(value)}</span>
          <span className="funnel-label">{label}</span>
          {value > 0 && <div className="funnel-bar" data-part={part} />}
        </li>
      ))}
    </ul>
  )
}
