/** Copies of what is being typed, on this device only, kept until the portal has the same text. */
const prefix = 'gelanggang:tulisan:'

export type LocalText = {
  text: string
  /** The version on the server that the text was written over. */
  baseVersion: number
  /** Milliseconds since 1970, by the clock of the device. */
  at: number
}

/** The person is part of the key: another one on the same device never meets this text. */
const keyOf = (userId: string, proposalId: string, sectionId: string) => `${prefix}${userId}:${proposalId}:${sectionId}`

/** False when the device keeps nothing (storage full or forbidden); the page then says so. */
export function keepLocally(userId: string, proposalId: string, sectionId: string, copy: LocalText): boolean {
  try {
    localStorage.setItem(keyOf(userId, proposalId, sectionId), JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

export function readLocally(userId: string, proposalId: string, sectionId: string): LocalText | undefined {
  try {
    return parse(JSON.parse(localStorage.getItem(keyOf(userId, proposalId, sectionId)) ?? 'null'))
  } catch {
    return undefined
  }
}

export function forgetLocally(userId: string, proposalId: string, sectionId: string): void {
  try {
    localStorage.removeItem(keyOf(userId, proposalId, sectionId))
  } catch {
    // nothing was kept, so nothing is left
  }
}

function parse(value: unknown): LocalText | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('text' in value && 'baseVersion' in value && 'at' in value)) return undefined
  const { text, baseVersion, at } = value
  if (typeof text !== 'string' || typeof baseVersion !== 'number' || typeof at !== 'number') return undefined
  return { text, baseVersion, at }
}
