import { referenceAlphabet } from './reference-number.ts'
import { accept, refuse, type Result } from './result.ts'

/** What a reader types: what is wrong, what it should say, where that stands, and where to send the answer. */
export const correctionFields = ['statement', 'proposed', 'sourceUrl', 'email'] as const
export type CorrectionField = (typeof correctionFields)[number]
export type CorrectionForm = Record<CorrectionField, string>

/** Most characters of each. */
export const correctionLimits = {
  statement: 2000,
  proposed: 2000,
  sourceUrl: 500,
  email: 254,
} as const satisfies Record<CorrectionField, number>

export const correctionFaults = ['missing', 'too_long', 'not_an_address', 'not_an_email'] as const
export type CorrectionFault = { field: CorrectionField; code: (typeof correctionFaults)[number] }

export type Correction = { statement: string; proposed: string; sourceUrl: string | null; email: string | null }

/** Only what is wrong must be said; the rest helps to check it, and an e-mail address is nobody's duty. */
export function readCorrection(
  form: CorrectionForm,
): Result<Correction, { code: 'correction_faulty'; faults: CorrectionFault[] }> {
  const typed = {
    statement: form.statement.trim(),
    proposed: form.proposed.trim(),
    sourceUrl: form.sourceUrl.trim(),
    email: form.email.trim(),
  }
  const faults = correctionFields.flatMap((field) => {
    const code = faultOf(field, typed[field])
    return code === undefined ? [] : [{ field, code }]
  })
  if (faults.length > 0) return refuse({ code: 'correction_faulty', faults })
  return accept({ ...typed, sourceUrl: typed.sourceUrl || null, email: typed.email || null })
}

function faultOf(field: CorrectionField, text: string): CorrectionFault['code'] | undefined {
  if (text.length > correctionLimits[field]) return 'too_long'
  if (field === 'statement' && text === '') return 'missing'
  if (text === '') return undefined
  if (field === 'sourceUrl' && !/^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(text)) return 'not_an_address'
  if (field === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) return 'not_an_email'
  return undefined
}

/** Reports an hour: from one address, and from everyone together. */
export const correctionsPerHour = { sender: 5, everyone: 120 } as const

export const correctionOutcomes = ['accepted', 'rejected', 'noted'] as const
export type CorrectionOutcome = (typeof correctionOutcomes)[number]
export const correctionStates = ['open', ...correctionOutcomes] as const
export type CorrectionState = (typeof correctionStates)[number]

/** The newest answer counts. */
export const correctionState = (newestOutcome: CorrectionOutcome | null): CorrectionState => newestOutcome ?? 'open'

/** Whether this answer, meant as number `sequence`, may follow the last one (0 without one): two people do not answer past each other. */
export const followsAnswer = (last: number, sequence: number): Result<true, { code: 'already_answered' }> =>
  sequence === last + 1 ? accept(true) : refuse({ code: 'already_answered' })

/* 19 to the power of 16 are 2.9e20 numbers: nobody meets another's by trying. */
const groups = 4
const groupLength = 4

/** The number by which a reader finds the answer, such as `KOR-ACEF-HJKM-NPRT-WXY3`. `pick(n)` answers 0 to n - 1. */
export function correctionReference(pick: (below: number) => number): string {
  const group = () =>
    Array.from({ length: groupLength }, () => referenceAlphabet[pick(referenceAlphabet.length)]).join('')
  return ['KOR', ...Array.from({ length: groups }, group)].join('-')
}

/** A number as people type it, with small letters and spaces; null when it cannot be one. */
export function readCorrectionReference(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').slice(0, 40)
  const isOne = new RegExp(`^KOR[${referenceAlphabet}]{${groups * groupLength}}$`).test(letters)
  if (!isOne) return null
  return ['KOR', ...(letters.slice(3).match(new RegExp(`.{${groupLength}}`, 'g')) ?? [])].join('-')
}
