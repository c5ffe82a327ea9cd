/** A passage of the proposal that a juror gives as the reason for the points of a criterion. */
export type PinnedPassage = {
  criterionId: string
  sectionId: string
  /** As it stands in the frozen text, at most `longestPin` characters. */
  quote: string
  /** Where it begins in the section, in UTF-16 code units; a quote that occurs twice is told apart by it. */
  start: number
}

/** Characters. */
export const longestPin = 1000

/** Passages of one sheet. */
export const mostPins = 100
