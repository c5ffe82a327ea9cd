import { screeningReasonNames } from './labels.ts'

/** The short codes of a list, in the order of the reasons; the full words always stand beside them or one step away. */
export const screeningReasons = Object.entries(screeningReasonNames).map(([id, name], index) => ({
  id,
  name,
  code: `U${index + 1}`,
}))

export const reasonWithCode = (id: string): { id: string; name: string; code: string } =>
  screeningReasons.find((reason) => reason.id === id) ?? { id, name: id, code: id }
