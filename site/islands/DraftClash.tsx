import type { Rubric } from '#domain/edition.ts'
import { commentField, pointsField, type Clash } from './score-draft.ts'

export function fieldName(rubric: Rubric, field: string): string {
  for (const { id, title } of rubric) {
    if (field === pointsField(id)) return `Skor ${title}`
    if (field === commentField(id)) return `Catatan ${title}`
  }
  return 'Catatan untuk seluruh usulan'
}

type Props = { rubric: Rubric; clashes: readonly Clash[]; onResolve: (keep: 'mine' | 'theirs') => void }

/** Two tabs filled the same field differently: both are shown, the juror chooses, nothing is lost meanwhile. */
export function DraftClash({ rubric, clashes, onResolve }: Props) {
  return (
    <section className="inline-form" role="alert" aria-labelledby="dua-versi">
      <h2 id="dua-versi">Ada dua versi</h2>
      <p>Lembar ini juga diisi di jendela lain. Pilih isian yang dipakai; yang lain sudah digabungkan.</p>
      <dl className="facts facts-rows">
        {clashes.map(({ field, mine, theirs }) => (
          <div key={field}>
            <dt>{fieldName(rubric, field)}</dt>
            <dd>
              di sini: {mine === '' ? 'kosong' : mine}
              <br />
              di jendela lain: {theirs === '' ? 'kosong' : theirs}
            </dd>
          </div>
        ))}
      </dl>
      <div className="cluster">
        <button type="button" className="button button-secondary" onClick={() => onResolve('mine')}>
          Pakai isian di sini
        </button>
        <button type="button" className="button button-secondary" onClick={() => onResolve('theirs')}>
          Pakai isian jendela lain
        </button>
      </div>
    </section>
  )
}
