import { asc, eq } from 'drizzle-orm'
import type { Db } from './client.ts'
import { handovers, users } from './schema.ts'

/** Moves the proposal too: a trigger refuses what makes no sense from its state. */
export const insertHandover = (db: Db, handover: typeof handovers.$inferInsert) => db.insert(handovers).values(handover)

export const selectHandovers = (db: Db, proposalId: string) =>
  db
    .select({ kind: handovers.kind, note: handovers.note, at: handovers.at, by: users.name })
    .from(handovers)
    .innerJoin(users, eq(users.id, handovers.by))
    .where(eq(handovers.proposalId, proposalId))
    .orderBy(asc(handovers.at))
