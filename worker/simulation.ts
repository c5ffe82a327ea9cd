import simulation from '#content/simulation.json' with { type: 'json' }
import type { Rubric } from '#domain/edition.ts'

/** FNV-1a: the same text gives the same 32 bits, so a simulated person always judges alike. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0
  return h
}

/** From -spread to spread. */
const lean = (text: string, spread: number) => (hash(text) % (2 * spread + 1)) - spread

/** What a simulated juror types: the proposal's own quality, the juror's severity, and noise on each criterion. Whole points 0..100. */
export const simulatedPoints = (rubric: Rubric, proposalId: string, jurorId: string): Record<string, number> =>
  Object.fromEntries(
    rubric.map(({ id }) => {
      const quality = 72 + lean(`mutu ${proposalId}`, 16)
      const noise = lean(`${proposalId} ${jurorId} ${id}`, 7)
      return [id, Math.max(0, Math.min(100, quality + lean(`tegas ${jurorId}`, 6) + noise))]
    }),
  )

export function simulatedComment(proposalId: string, jurorId: string): string {
  const { commentsBySheet } = simulation
  return `Simulasi: ${commentsBySheet[hash(`${proposalId} ${jurorId}`) % commentsBySheet.length] ?? ''}`
}
