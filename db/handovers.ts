import { asc, eq, sql } from 'drizzle-orm'
import type { PartNote } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { handovers, users } from './schema.ts'

/** Moves the proposal too: a trigger refuses what makes no sense from its state. */
export const insertHandover = (db: Db, handover: typeof handovers.$inferInsert) => db.insert(handovers).values(handover)

/** In the batch of their handover. */
export const insertHandoverNotes = (db: Db, handoverId: string, notes: readonly PartNote[]) =>
  db.run(sql`INSERT INTO handover_notes (handover_id, section_id, note)
    SELECT ${handoverId}, value ->> 'sectionId', value ->> 'note' FROM json_each(${JSON.stringify(notes)})`)

const notes = sql<PartNote[]>`(
  SELECT json_group_array(json_object('sectionId', n.section_id, 'note', n.note) ORDER BY n.rowid)
  FROM handover_notes n WHERE n.handover_id = ${handovers.id})`
  .mapWith((text: string): PartNote[] => JSON.parse(text))
  .as('notes')

export const selectHandovers = (db: Db, proposalId: string) =>
  db
    .select({ kind: handovers.kind, note: handovers.note, notes, at: handovers.at, by: users.name })
    .from(handovers)
    .innerJoin(users, eq(users.id, handovers.by))
    .where(eq(handovers.proposalId, proposalId))
    .orderBy(asc(handovers.at))
