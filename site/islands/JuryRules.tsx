import type { FieldVisitStageRules, Rules, ScoringStageRules } from '#domain/edition.ts'
import {
  anchorReadersId,
  anchorsId,
  changeId,
  divergenceId,
  pactId,
  presentationId,
  questionsId,
  reminderHoursId,
  remindedStages,
  rereadingsId,
  shownHours,
  visitorsId,
} from './jury-rules-form.ts'
import { NumberInput, type Editing } from './RuleInput.tsx'

/** What keeps a stage's jury fair: chosen before any score is known, and published with the rules. */
export function JuryRules({ stage, editing }: { stage: ScoringStageRules; editing: Editing }) {
  const { id, name, kind, anchors, divergenceHundredths } = stage
  const isEditable = editing.onType !== null
  return (
    <section className="stack stack-tight" aria-labelledby={`juri-${id}`}>
      <h2 id={`juri-${id}`}>{name}: juri</h2>
      <ul className="stack stack-tight">
        <li>
          {!isEditable && (divergenceHundredths ?? null) === null ? (
            'Selisih dua nilai tidak mendatangkan juri ketiga.'
          ) : (
            <>
              Juri ketiga bila dua nilai berselisih lebih dari{' '}
              <NumberInput id={divergenceId(id)} editing={editing} unit="poin" />.
              {isEditable && ' Kosongkan bila tidak dipakai.'}
            </>
          )}
        </li>
        <li>
          Usulan yang kembali dibaca ulang oleh setiap juri tanpa melihat nilai lamanya:{' '}
          <NumberInput id={rereadingsId(id)} editing={editing} unit="usulan" />
        </li>
        <li>
          Usulan jangkar setiap kelompok: <NumberInput id={anchorsId(id)} editing={editing} unit="usulan" />
          {(isEditable || (anchors?.perGroup ?? 0) > 0) && (
            <>
              , masing-masing dibaca <NumberInput id={anchorReadersId(id)} editing={editing} unit="juri" />
            </>
          )}
        </li>
        {kind === 'interview' && (
          <li>
            Paparan <NumberInput id={presentationId(id)} editing={editing} unit="menit" />, tanya jawab{' '}
            <NumberInput id={questionsId(id)} editing={editing} unit="menit" />, jeda{' '}
            <NumberInput id={changeId(id)} editing={editing} unit="menit" />
          </li>
        )}
      </ul>
    </section>
  )
}

export function VisitRules({
  stage: { id, name, checks },
  editing,
}: {
  stage: FieldVisitStageRules
  editing: Editing
}) {
  if (!checks) return null
  return (
    <section className="stack stack-tight" aria-labelledby={`periksa-${id}`}>
      <h2 id={`periksa-${id}`}>{name}: yang diperiksa</h2>
      <p>
        Pengunjung setiap usulan: <NumberInput id={visitorsId(id)} editing={editing} unit="orang" />
      </p>
      <ol className="stack stack-tight">
        {checks.map((check) => (
          <li key={check.id}>
            {check.title}
            <p className="hint measure">{check.guidance}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Hours before each closing at which those who still have to act are reminded. */
export function ReminderFields({ rules, editing: { typed, onType, wrong } }: { rules: Rules; editing: Editing }) {
  return (
    <section className="stack stack-tight" aria-labelledby="pengingat">
      <h2 id="pengingat">Pengingat</h2>
      {onType && <p className="hint">Jam sebelum penutupan, dipisah koma. Kosong berarti tanpa pengingat.</p>}
      {remindedStages(rules).map((stage) => {
        const id = reminderHoursId(stage.id)
        const value = shownHours(rules, stage, typed)
        return onType ? (
          <div key={stage.id} className="field">
            <label htmlFor={id}>{stage.name}</label>
            <input
              id={id}
              className="input input-short"
              aria-invalid={wrong.has(id) ? true : undefined}
              value={value}
              onChange={(event) => onType(id, event.target.value)}
            />
          </div>
        ) : (
          <p key={stage.id}>
            {stage.name}: {value === '' ? 'tanpa pengingat' : `${value} jam sebelum penutupan`}
          </p>
        )
      })}
    </section>
  )
}

/** What every juror signs before the first reading. */
export function PactField({ rules, editing: { typed, onType } }: { rules: Rules; editing: Editing }) {
  const value = typed[pactId] ?? rules.integrityPact ?? ''
  if (!onType && value === '') return null
  return (
    <section className="stack stack-tight" aria-labelledby="judul-pakta">
      <h2 id="judul-pakta">Pakta integritas juri</h2>
      {onType ? (
        <div className="field">
          <label htmlFor={pactId}>Naskah yang ditandatangani setiap juri sebelum pembacaan pertama</label>
          <textarea
            id={pactId}
            className="textarea"
            rows={10}
            maxLength={8000}
            value={value}
            onChange={(event) => onType(pactId, event.target.value)}
          />
        </div>
      ) : (
        value.split('\n\n').map((paragraph) => (
          <p key={paragraph} className="prose">
            {paragraph}
          </p>
        ))
      )}
    </section>
  )
}
