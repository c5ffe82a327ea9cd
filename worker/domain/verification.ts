/** One revision under a reference number. */
export type Revision = { revision: number; sha256: string; submittedAt: Date; withdrawnAt: Date | null }

/**
 * What may be told to whoever holds a number and a hash. A wrong number and a wrong hash are the same answer, so that nobody learns
 * from it which numbers exist.
 */
export type Verification<R extends Revision> =
  | { outcome: 'unknown' }
  | {
      outcome: 'valid'
      revision: R
      /** `newest`: it counts. `superseded`: a later one was submitted. `withdrawn`: the agency took it back. */
      standing: 'newest' | 'superseded' | 'withdrawn'
      /** The newest revision's number. */
      newest: number
    }

export function verify<R extends Revision>(revisions: readonly R[], sha256: string): Verification<R> {
  const found = revisions.find((one) => one.sha256 === sha256)
  if (!found) return { outcome: 'unknown' }
  const newest = Math.max(...revisions.map(({ revision }) => revision))
  const standing = found.withdrawnAt ? 'withdrawn' : found.revision < newest ? 'superseded' : 'newest'
  return { outcome: 'valid', revision: found, standing, newest }
}

/** A hash as people copy it, with spaces, line breaks and capitals; null when it cannot be one. */
export function readSha256(typed: string): string | null {
  const hash = typed.replaceAll(/\s/g, '').toLowerCase()
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null
}
