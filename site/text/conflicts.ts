import { heldKindNames, nameFor, reasonNames, relationNames, sourceNames } from '#domain/conflict-words.ts'

export const conflictTypeNames = { ...relationNames, ...reasonNames }
export const heldKindName = (kind: string): string => nameFor(heldKindNames, kind)
export const sourceName = (source: string): string => nameFor(sourceNames, source)
