import { sql, type GetColumnData } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'

/**
 * A column under another name. A batch on D1 answers rows as objects, so two columns of one name in a join would become one
 * and every value after it would shift: statements that go into a batch give each column a name of its own.
 */
export const renamed = <C extends AnySQLiteColumn>(column: C, name: string) =>
  sql<GetColumnData<C>>`${column}`.mapWith(column).as(name)

/** The same for a column of a left join. */
export const renamedOrNull = <C extends AnySQLiteColumn>(column: C, name: string) =>
  sql<GetColumnData<C> | null>`${column}`.mapWith(column).as(name)
