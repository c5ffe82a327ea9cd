import { eq } from 'drizzle-orm'
import type { Db } from './client.ts'
import { bundles } from './schema.ts'

/** The same bundle is published once, however many results name it. */
export const insertBundle = (db: Db, bundle: typeof bundles.$inferInsert) =>
  db.insert(bundles).values(bundle).onConflictDoNothing()

export const findBundle = (db: Db, hash: string) => db.select().from(bundles).where(eq(bundles.hash, hash)).get()
