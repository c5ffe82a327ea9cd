import type { Typed } from './score-draft.ts'

const keyOf = (assignmentId: string) => `gelanggang:lembar:${assignmentId}`

/** What was typed on this device and the text on the server that it was written over. */
export type KeptSheet = { typed: Typed; base: Typed }

/** False when the device keeps nothing. */
export function keepSheet(assignmentId: string, kept: KeptSheet): boolean {
  try {
    localStorage.setItem(keyOf(assignmentId), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export function forgetSheet(assignmentId: string): void {
  try {
    localStorage.removeItem(keyOf(assignmentId))
  } catch {
    // nothing was kept
  }
}

export function readKeptSheet(assignmentId: string): KeptSheet | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(assignmentId)) ?? 'null')
    if (typeof value !== 'object' || value === null || !('typed' in value) || !('base' in value)) return undefined
    const [typed, base] = [fields(value.typed), fields(value.base)]
    return typed && base && { typed, base }
  } catch {
    return undefined
  }
}

function fields(value: unknown): Typed | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}
