import { accept, refuse, type Result } from './result.ts'

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

/** `pins`: their places in the list, from 0. */
export type PinInvalid = { code: 'pin_invalid'; pins: number[] }

/** What pins are held against: the criteria of the rubric, and the frozen text by section. */
export type PinGround = { criterionIds: readonly string[]; texts: ReadonlyMap<string, string> }

const stands = ({ criterionId, sectionId, quote, start }: PinnedPassage, { criterionIds, texts }: PinGround): boolean =>
  quote !== '' &&
  quote.length <= longestPin &&
  start >= 0 &&
  criterionIds.includes(criterionId) &&
  (texts.get(sectionId)?.startsWith(quote, start) ?? false)

/** Refuses `pin_invalid`, naming the pins whose words do not stand in the frozen text where they say, and those that are too many. */
export function checkPins(pins: readonly PinnedPassage[], ground: PinGround): Result<true, PinInvalid> {
  const wrong = pins.flatMap((pin, at) => (at < mostPins && stands(pin, ground) ? [] : [at]))
  return wrong.length > 0 ? refuse({ code: 'pin_invalid', pins: wrong }) : accept(true)
}

export const isSamePin = (a: PinnedPassage, b: PinnedPassage): boolean =>
  a.criterionId === b.criterionId && a.sectionId === b.sectionId && a.quote === b.quote && a.start === b.start

/** Whether every pin is one of those kept before: these were checked then, and stay though the text was repaired since. */
export const areKept = (pins: readonly PinnedPassage[], kept: readonly PinnedPassage[]): boolean =>
  pins.length <= mostPins && pins.every((pin) => kept.some((one) => isSamePin(one, pin)))
