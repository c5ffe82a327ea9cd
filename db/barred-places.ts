import type { Db } from './client.ts'
import { endVisitsInConflict } from './field-visits.ts'
import { endSeatsInConflict } from './interviews.ts'

/** Ends seats in interviews and places in visits that a juror holds in conflict: at the end of the batch that declares it. */
export const endBarredPlaces = (db: Db, jurorId: string, now: Date) =>
  [endSeatsInConflict(db, jurorId, now), endVisitsInConflict(db, jurorId, now)] as const
