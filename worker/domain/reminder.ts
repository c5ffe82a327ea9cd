import { isOpen, type StageWindow } from './edition.ts'

/** Hours before the closing of registration at which those who can act are reminded: seven days, two days, half a day. */
export const defaultReminderHours: readonly number[] = [168, 48, 12]

const hourMs = 3600 * 1000

/** The reminder whose time has come, the nearest to the closing where several have; none outside the window. */
export function dueReminder(window: StageWindow, hours: readonly number[], now: Date): number | undefined {
  if (!isOpen(window, now)) return undefined
  const leftMs = window.closesAt.getTime() - now.getTime()
  return hours.toSorted((a, b) => a - b).find((before) => leftMs <= before * hourMs)
}

export type OpenProposal = { id: string; title: string; state: 'draft' | 'returned' | 'with_agency'; unitId: string }
export type Holder = { userId: string; role: 'author' | 'agency_admin'; agencyId: string }

/** What one person can do before the closing: `own` to write and hand over, `waiting` to forward, `atUnits` to ask after. */
export type Duty = {
  userId: string
  own: readonly OpenProposal[]
  waiting: readonly OpenProposal[]
  atUnits: readonly OpenProposal[]
}

/** Exactly those who can act on an agency's proposals that have not been forwarded. */
export function dutiesOf(
  agencyId: string,
  proposals: readonly OpenProposal[],
  holders: readonly Holder[],
): readonly Duty[] {
  const waiting = proposals.filter(({ state }) => state === 'with_agency')
  const atUnits = proposals.filter(({ state }) => state !== 'with_agency')
  return [...new Set(holders.map(({ userId }) => userId))]
    .map((userId) => {
      const held = holders.filter((holder) => holder.userId === userId)
      const isAdmin = held.some((one) => one.role === 'agency_admin' && one.agencyId === agencyId)
      const writesAt = held.filter(({ role }) => role === 'author').map((one) => one.agencyId)
      return {
        userId,
        own: atUnits.filter(({ unitId }) => writesAt.includes(unitId)),
        waiting: isAdmin ? waiting : [],
        atUnits: isAdmin ? atUnits.filter(({ unitId }) => !writesAt.includes(unitId)) : [],
      }
    })
    .filter(({ own, waiting: forward, atUnits: ask }) => own.length + forward.length + ask.length > 0)
}
