export type Pair = { proposalId: string; jurorId: string }

/** `position` is the juror's own reading order, from 1. */
export type Reading = Pair & { position: number }

export type DemandedProposal = { id: string; groupId: string; themeIds: readonly string[] }

/** `mostReadings`: the juror's cap, at least 0; null for none. */
export type AvailableJuror = { id: string; mostReadings: number | null; themeIds: readonly string[] }

/**
 * A live reading of an earlier plan. One handed in is never moved; the others only when they must. One of a proposal that is not
 * demanded stays, and counts as load. `position`: its place in the juror's order; without one, kept readings are numbered by the
 * ids of their proposals.
 */
export type KeptReading = Pair & { isHandedIn: boolean; position?: number }

/** Conflicts, former pairs and pairs apart that name anybody or anything else are ignored. */
export type AssignmentDemand = {
  proposals: readonly DemandedProposal[]
  jurors: readonly AvailableJuror[]
  /** Pairs that must not meet. */
  conflicts: readonly Pair[]
  /** Two jurors who never read the same proposal. */
  apart: readonly { a: string; b: string }[]
  /** Pairs that were assigned once and ended: nobody is asked for the same reading twice. */
  former: readonly Pair[]
  /** Empty for a first plan. */
  kept: readonly KeptReading[]
  readersPerProposal: number
  /** In each group so many proposals are read by `anchorReaders` jurors, which links the group (RANKING 8); 0 for none. */
  anchorsPerGroup: number
  anchorReaders: number
  /** 0..2^32-1. The same seed and demand give the same plan, in whatever order they are listed. */
  seed: number
}

/** `not_in_table`: of a plan that was imported, whose table names fewer readers. */
export type UnmetCause = 'conflicts' | 'load_caps' | 'apart' | 'too_few_jurors' | 'not_in_table'

/** A proposal that cannot get all its readers, however the others are read. */
export type UnmetDemand = { proposalId: string; missing: number; cause: UnmetCause }

export type AssignmentPlan = {
  /** All live readings. Kept ones have their place still; new ones have places after the juror's last. */
  readings: Reading[]
  /** Those of `readings` that are new. */
  added: Reading[]
  /**
   * Kept readings that must end: the juror is gone, in conflict, over the cap or now apart, or no proposal could find its readers
   * otherwise. Never one handed in.
   */
  ended: Pair[]
  /** The proposals with more readers than the others. */
  anchors: string[]
  unmet: UnmetDemand[]
}

export type AssignmentRefusal =
  { code: 'nothing_to_assign' } | { code: 'too_few_jurors'; needed: number; available: number }
