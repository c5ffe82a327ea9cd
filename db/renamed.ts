import { sql, type GetColumnData, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'

/**
 * A column under another name. A batch on D1 answers rows as objects, so two columns of one name in a join would become one
 * and every value after it would shift: statements that go into a batch give each column a name of its own.
 */
export function renamed<C extends AnySQLiteColumn>(column: C, name: string): SQL.Aliased<GetColumnData<C>>
export function renamed(column: AnySQLiteColumn, name: string): SQL.Aliased {
  return sql`${column}`.mapWith(column).as(name)
}

/** The same for a column of a left join. */
export function renamedOrNull<C extends AnySQLiteColumn>(column: C, name: string): SQL.Aliased<GetColumnData<C> | null>
export function renamedOrNull(column: AnySQLiteColumn, name: string): SQL.Aliased {
  return renamed(column, name)
}
