type Props = {
  id: string
  legend: string
  people: readonly { id: string; name: string; hint: string; isFixed?: boolean }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Who is to be there. */
export const PeopleField = ({ id, legend, people, chosen, onChange }: Props) => (
  <fieldset className="choices" id={id} tabIndex={-1}>
    <legend>{legend}</legend>
    {people.length === 0 && <p className="hint">Tidak ada yang bebas benturan.</p>}
    {people.map((person) => (
      <label className="choice" key={person.id}>
        <input
          type="checkbox"
          checked={chosen.includes(person.id)}
          disabled={person.isFixed}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, person.id] : chosen.filter((other) => other !== person.id))
          }
        />
        <span>
          {person.name} <span className="hint">{person.hint}</span>
        </span>
      </label>
    ))}
  </fieldset>
)
