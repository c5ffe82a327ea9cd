import { count } from '#site/text/format.ts'
import { deskLink } from '../EditionDesk.tsx'
import type { ConflictRow } from './conflicts-api.ts'

/** What was handed in before the conflict came about stays, until somebody decides. */
export function SheetsInConflict({ slug, rows }: { slug: string; rows: readonly ConflictRow[] }) {
  const sheets = rows.reduce((sum, row) => sum + row.sheets, 0)
  if (sheets === 0) return null
  const jurors = [...new Map(rows.map(({ jurorId, juror }) => [jurorId, juror]))]
  return (
    <div className="notice stack stack-tight">
      <p>
        <span className="attention">{count(sheets)} lembar sudah diserahkan</span> oleh juri yang kini berbenturan.
        Lembar itu tetap, sampai dicabut pada daftar lembar jurinya atau diputuskan pada{' '}
        <a href={deskLink('/sekretariat/peringkat/', slug)}>tinjauan peringkat</a>.
      </p>
      <p className="cluster">
        {jurors.map(([id, name]) => (
          <a key={id} href={deskLink('/sekretariat/penugasan/', slug, { bagian: 'juri', juri: id })}>
            Lembar {name}
          </a>
        ))}
      </p>
    </div>
  )
}
