import type { Rules } from '#domain/edition.ts'
import { NumberInput, type Editing } from './RuleInput.tsx'
import { fewestGoalsId, fewestThemesId, mostGoalsId, mostThemesId, themeLines, themesId } from './theme-rules-form.ts'

/** Themes and Sustainable Development Goals that an author names. */
export function ThemeRules({ rules, editing }: { rules: Rules; editing: Editing }) {
  const { typed, onType, wrong } = editing
  const lines = themeLines(rules, typed)
  const hasThemes = lines.trim() !== ''
  return (
    <section className="stack stack-tight" aria-labelledby="judul-tema">
      <h2 id="judul-tema">Tema dan TPB</h2>
      {onType ? (
        <div className="field">
          <label htmlFor={themesId}>Tema</label>
          <p className="field-hint" id="tema-petunjuk">
            Satu tema sebaris. Tema yang namanya tetap tetap dikenali; kosong berarti tema tidak ditanyakan.
          </p>
          <textarea
            id={themesId}
            className="textarea"
            rows={10}
            aria-describedby="tema-petunjuk"
            aria-invalid={wrong.has(themesId) ? true : undefined}
            value={lines}
            onChange={(event) => onType(themesId, event.target.value)}
          />
        </div>
      ) : (
        <ul className="stack stack-tight">
          {(rules.themes?.items ?? []).map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
      <p>
        {hasThemes ? (
          <>
            Penulis memilih <NumberInput id={fewestThemesId} editing={editing} /> sampai{' '}
            <NumberInput id={mostThemesId} editing={editing} unit="tema" />.
          </>
        ) : (
          'Tema tidak ditanyakan.'
        )}
      </p>
      <p>
        {onType || rules.goals ? (
          <>
            Dari 17 Tujuan Pembangunan Berkelanjutan disebut <NumberInput id={fewestGoalsId} editing={editing} /> sampai{' '}
            <NumberInput id={mostGoalsId} editing={editing} unit="tujuan" />.
            {onType && ' Kosongkan keduanya bila tidak ditanyakan.'}
          </>
        ) : (
          'Tujuan Pembangunan Berkelanjutan tidak ditanyakan.'
        )}
      </p>
    </section>
  )
}
