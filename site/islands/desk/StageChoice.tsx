import { useAddress } from '../useAddress.ts'
import { AddressLink } from '../AddressLink.tsx'
import type { ReadingStage } from './desk-api.ts'

const keyOf = ({ edition, stageId }: ReadingStage) => `${edition}/${stageId}`

/** To the receipts of the same stage. */
export const receiptsLink = (stage: ReadingStage) =>
  `/juri/bukti/?${new URLSearchParams({ tahap: keyOf(stage) }).toString()}`

/** The stage that the address names, else one that is open, else the last. */
export function useChosenStage(stages: readonly ReadingStage[]): ReadingStage | undefined {
  const named = useAddress().get('tahap')
  return (
    stages.find((stage) => keyOf(stage) === named) ?? stages.find(({ isOpen }) => isOpen) ?? stages[stages.length - 1]
  )
}

export function StageChoice({ stages, chosen }: { stages: readonly ReadingStage[]; chosen: ReadingStage }) {
  if (stages.length < 2) return null
  return (
    <nav className="tabs no-print" aria-label="Tahap">
      {stages.map((stage) => (
        <AddressLink
          key={keyOf(stage)}
          to={{ tahap: keyOf(stage) }}
          aria-current={stage === chosen ? 'page' : undefined}
        >
          {stage.stageName}, {stage.editionName}
        </AddressLink>
      ))}
    </nav>
  )
}
