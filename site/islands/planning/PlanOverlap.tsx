import { count } from '#site/text/format.ts'
import { Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import type { EditionView } from '../staff-answers.ts'
import { useLoaded } from '../useLoaded.ts'
import { OverlapChoices } from './OverlapChoices.tsx'
import { OverlapList } from './OverlapList.tsx'
import { OverlapMatrix } from './OverlapMatrix.tsx'
import { PlanPart } from './PlanPart.tsx'
import { loadOverlap, overlapFile, type Place, type PlanReport } from './planning-api.ts'
import { inOrder, sharedReadings } from './shared-readings.ts'
import { useOverlapChoice } from './useOverlapChoice.ts'

/** How many proposals each two jurors of a plan share: what makes their scores comparable. */
export function PlanOverlap({
  place,
  planId,
  edition,
  overlap,
}: {
  place: Place
  planId: string
  edition: EditionView
  /** As the plan's report has it; a plan that was given at once has none. */
  overlap: PlanReport['overlap'] | undefined
}) {
  const choice = useOverlapChoice()
  const { group, order, chosen, setChosen } = choice
  const { answer } = useLoaded(`overlap ${planId} ${group ?? ''}`, () => loadOverlap(place, planId, group))
  return (
    <PlanPart
      heading="Usulan bersama setiap pasangan juri"
      {...(overlap && { summary: withoutWords(overlap) })}
      file={overlapFile(place, planId, group)}
    >
      <OverlapChoices id="bersama" edition={edition} jurors={answer?.ok ? answer.value.jurors : []} choice={choice} />
      {!answer && <Wait />}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && answer.value.jurors.length < 2 && (
        <p className="empty">Kurang dari dua juri membaca usulan ini.</p>
      )}
      {answer?.ok && answer.value.jurors.length >= 2 && (
        <>
          <p className="hint measure">
            {count(answer.value.pairsWithout)} dari {count(answer.value.shared.length)} pasangan tidak berbagi satu
            usulan pun.{' '}
            <span className="overlap-wide">
              Angkanya 0 dan berbingkai; makin kuat latarnya, makin banyak usulan yang dibaca keduanya.
            </span>
          </p>
          <OverlapMatrix
            caption="Banyaknya usulan yang dibaca kedua juri"
            jurors={inOrder(
              sharedReadings(answer.value),
              order,
              edition.rules.groups.map(({ id }) => id),
            )}
            value={sharedReadings(answer.value).between}
            groupNames={order === 'group' ? new Map(edition.rules.groups.map(({ id, name }) => [id, name])) : null}
            chosen={chosen}
            onChoose={setChosen}
          />
          <OverlapList
            key={`${group ?? ''} ${chosen ?? ''}`}
            jurors={answer.value.jurors}
            chosen={chosen}
            columns={[{ name: 'Usulan bersama', value: sharedReadings(answer.value).between }]}
          />
        </>
      )}
    </PlanPart>
  )
}

const withoutWords = ({ pairsWithout }: PlanReport['overlap']): string =>
  pairsWithout === 0 ? 'setiap pasangan berbagi usulan' : `${count(pairsWithout)} pasangan tidak berbagi usulan`
