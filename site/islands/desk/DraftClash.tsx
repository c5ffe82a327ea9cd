import type { Rubric } from '#domain/edition.ts'
import { clashHeadingId } from './field-ids.ts'
import type { OpenSheet } from './sheets.ts'
import { writeField, type Clash, type SheetField } from './written-sheet.ts'

export function fieldName(rubric: Rubric, { kind, criterionId }: SheetField): string {
  if (kind === 'comment') return 'Catatan untuk seluruh usulan'
  if (kind === 'notes') return 'Catatan pribadi'
  const title = rubric.find(({ id }) => id === criterionId)?.title ?? criterionId
  return kind === 'points' ? `Skor ${title}` : `Catatan ${title}`
}

type Props = { rubric: Rubric; sheet: OpenSheet; clashes: readonly Clash[] }

/** Two tabs or devices filled the same field differently: both are shown, the juror chooses, nothing is lost meanwhile. */
export function DraftClash({ rubric, sheet, clashes }: Props) {
  const choose = (keep: 'mine' | 'theirs') => {
    const merged = sheet.clash()?.sheet
    if (!merged) return
    const chosen = keep === 'mine' ? [] : clashes
    void sheet.saver.choose(chosen.reduce((all, { field, theirs }) => writeField(all, field, theirs), merged))
  }
  return (
    <section className="inline-form" role="alert" aria-labelledby={clashHeadingId}>
      <h2 id={clashHeadingId} tabIndex={-1}>
        Ada dua versi
      </h2>
      <p>
        Lembar ini juga diisi di jendela atau perangkat lain. Pilih isian yang dipakai; yang lain sudah digabungkan.
      </p>
      <dl className="facts facts-rows">
        {clashes.map(({ field, mine, theirs }) => (
          <div key={`${field.kind} ${field.criterionId}`}>
            <dt>{fieldName(rubric, field)}</dt>
            <dd>
              di sini: {mine === '' ? 'kosong' : mine}
              <br />
              di tempat lain: {theirs === '' ? 'kosong' : theirs}
            </dd>
          </div>
        ))}
      </dl>
      <div className="cluster">
        <button type="button" className="button button-secondary" onClick={() => choose('mine')}>
          Pakai isian di sini
        </button>
        <button type="button" className="button button-secondary" onClick={() => choose('theirs')}>
          Pakai isian yang lain
        </button>
      </div>
    </section>
  )
}
