import { useState } from 'react'
import type { Answer } from '../answer.ts'
import { Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import type { EditionView } from '../staff-answers.ts'
import { useLoaded } from '../useLoaded.ts'
import { OverlapChoices } from './OverlapChoices.tsx'
import { OverlapList } from './OverlapList.tsx'
import { OverlapMatrix } from './OverlapMatrix.tsx'
import { loadOverlap, type Place, type PlanOverlap } from './planning-api.ts'
import { inOrder, sharedReadings, type SharedReadings } from './shared-readings.ts'
import { useOverlapChoice } from './useOverlapChoice.ts'

type Both = { a: PlanOverlap; b: PlanOverlap }

async function loadBoth(place: Place, ids: { a: string; b: string }, group: string | null): Promise<Answer<Both>> {
  const [a, b] = await Promise.all([loadOverlap(place, ids.a, group), loadOverlap(place, ids.b, group)])
  if (!a.ok) return a
  if (!b.ok) return b
  return { ok: true, value: { a: a.value, b: b.value } }
}

const sides = { difference: 'B dikurangi A', a: 'Rancangan A', b: 'Rancangan B' } as const
type Side = keyof typeof sides
const sideOf = (text: string): Side => (text === 'a' || text === 'b' ? text : 'difference')

/** The jurors of either plan, by name. */
function everybody({ a, b }: Both) {
  const known = new Map([...a.jurors, ...b.jurors].map((juror) => [juror.id, juror]))
  return [...known.values()].toSorted((x, y) => x.name.localeCompare(y.name, 'id'))
}

function valueOf(side: Side, a: SharedReadings, b: SharedReadings): SharedReadings['between'] {
  if (side === 'a') return a.between
  if (side === 'b') return b.between
  return (one, other) => {
    if (one === other) return null
    const [inA, inB] = [a.between(one, other), b.between(one, other)]
    return inA === null && inB === null ? null : (inB ?? 0) - (inA ?? 0)
  }
}

type Props = { place: Place; edition: EditionView; a: string; b: string }

/** What each two jurors share in the one plan and in the other. */
export function OverlapComparison({ place, edition, a, b }: Props) {
  const choice = useOverlapChoice()
  const [side, setSide] = useState<Side>('difference')
  const { group, order, chosen, setChosen } = choice
  const { answer } = useLoaded(`overlaps ${a} ${b} ${group ?? ''}`, () => loadBoth(place, { a, b }, group))
  if (answer && !answer.ok) return <Refusal problem={answer.problem} />
  const jurors = answer ? everybody(answer.value) : []
  const both = answer && { a: sharedReadings(answer.value.a), b: sharedReadings(answer.value.b) }
  const groupIds = edition.rules.groups.map(({ id }) => id)
  return (
    <section className="stack" aria-labelledby="banding-bersama">
      <h3 id="banding-bersama">Usulan bersama setiap pasangan juri</h3>
      <OverlapChoices id="banding" edition={edition} jurors={jurors} choice={choice}>
        <div className="field overlap-wide">
          <label htmlFor="banding-sisi">Angka dalam tabel</label>
          <select
            id="banding-sisi"
            className="select"
            value={side}
            onChange={(event) => setSide(sideOf(event.target.value))}
          >
            {Object.entries(sides).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </OverlapChoices>
      {!both && <Wait />}
      {both && (
        <>
          <OverlapMatrix
            caption={`Banyaknya usulan yang dibaca kedua juri: ${sides[side]}`}
            jurors={inOrder({ jurors, between: valueOf(side, both.a, both.b) }, order, groupIds)}
            value={valueOf(side, both.a, both.b)}
            isDifference={side === 'difference'}
            groupNames={order === 'group' ? new Map(edition.rules.groups.map(({ id, name }) => [id, name])) : null}
            chosen={chosen}
            onChoose={setChosen}
          />
          <OverlapList
            key={`${group ?? ''} ${chosen ?? ''}`}
            jurors={jurors}
            chosen={chosen}
            columns={[
              { name: 'A', value: both.a.between },
              { name: 'B', value: both.b.between },
            ]}
          />
        </>
      )}
    </section>
  )
}
