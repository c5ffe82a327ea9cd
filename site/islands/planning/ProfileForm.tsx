import { useState } from 'react'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { Form } from '../Form.tsx'
import type { EditionView } from '../staff-answers.ts'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { saveProfiles, type Juror } from './planning-api.ts'

type Props = { edition: EditionView; jurors: readonly Juror[]; onSaved: () => void; onCancel: () => void }
type Typed = { themeIds: readonly string[]; cap: string }

const typedOf = ({ themeIds, mostReadings }: Juror): Typed => ({
  themeIds,
  cap: mostReadings === null ? '' : String(mostReadings),
})

/** Themes and caps of all jurors in one table, saved in one act. */
export function ProfileForm({ edition, jurors, onSaved, onCancel }: Props) {
  const themes = edition.rules.themes?.items ?? []
  const [typed, setTyped] = useState<ReadonlyMap<string, Typed>>(new Map())
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const of = (juror: Juror) => typed.get(juror.id) ?? typedOf(juror)
  const change = (juror: Juror, part: Partial<Typed>) =>
    setTyped(new Map(typed).set(juror.id, { ...of(juror), ...part }))

  const save = async () => {
    const changed = jurors.filter(({ id }) => typed.has(id))
    const found = changed
      .filter((juror) => !/^\d{0,6}$/.test(of(juror).cap.trim()))
      .map((juror) => ({
        href: `#batas-${juror.id}`,
        text: `Isi batas ${juror.name} dengan bilangan, atau kosongkan.`,
      }))
    setMistakes(found)
    if (found.length > 0) return
    if (changed.length === 0) return onCancel()
    const profiles = changed.map((juror) => {
      const { themeIds, cap } = of(juror)
      return { jurorId: juror.id, themeIds: [...themeIds], mostReadings: cap.trim() === '' ? null : Number(cap) }
    })
    const answer = await send(() => saveProfiles(edition.slug, profiles))
    if (answer?.ok) onSaved()
  }

  return (
    <Form className="stack" onSubmit={save}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p className="hint measure">
        Batas adalah jumlah bacaan terbanyak pada satu tahap; kosong berarti mengikuti batas bersama rancangan. Tema
        diutamakan sejauh beban tetap merata.
      </p>
      <TableScroll>
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col">Juri</th>
              <th scope="col">Batas bacaan</th>
              {themes.length > 0 && <th scope="col">Tema</th>}
            </tr>
          </thead>
          <tbody>
            {jurors.map((juror) => (
              <tr key={juror.id}>
                <th scope="row">{juror.name}</th>
                <td data-label="Batas bacaan">
                  <input
                    id={`batas-${juror.id}`}
                    className="input input-number"
                    inputMode="numeric"
                    aria-label={`Batas bacaan ${juror.name}`}
                    value={of(juror).cap}
                    onChange={(event) => change(juror, { cap: event.target.value })}
                  />
                </td>
                {themes.length > 0 && (
                  <td>
                    <fieldset className="plan-themes">
                      <legend className="visually-hidden">Tema {juror.name}</legend>
                      {themes.map(({ id, name }) => (
                        <label className="choice" key={id}>
                          <input
                            type="checkbox"
                            checked={of(juror).themeIds.includes(id)}
                            onChange={(event) =>
                              change(juror, {
                                themeIds: event.target.checked
                                  ? [...of(juror).themeIds, id]
                                  : of(juror).themeIds.filter((other) => other !== id),
                              })
                            }
                          />
                          <span>{name}</span>
                        </label>
                      ))}
                    </fieldset>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <ActOrLeave isSending={isSending} act="Simpan tema dan batas" busy="Menyimpan" onLeave={onCancel} />
    </Form>
  )
}
