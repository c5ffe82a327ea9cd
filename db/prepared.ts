import { fillPlaceholders, QueryPromise, sql, type Placeholder, type Query } from 'drizzle-orm'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'
import type { Db } from './client.ts'

/** What each request brings, by name, as it stands in the SQL. */
export type Brought<Values> = { readonly [Name in keyof Values]: Placeholder<Name & string, Values[Name]> }

type Statement<Result> = RunnableQuery<Result, 'sqlite'> & {
  prepare(): { getQuery(): Query; mapResult(response: unknown, isFromBatch: boolean): unknown }
}

/** Whatever name is asked for. */
function placeholders<Values>(): Brought<Values>
function placeholders(): object {
  return new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) })
}

/** The statement of one database as it was written once. */
function written<Result>(db: Db, statement: Statement<Result>) {
  const prepared = statement.prepare()
  const query = prepared.getQuery()
  const stmt = db.$client.prepare(query.sql)
  return { query, stmt, mapResult: (response: unknown) => prepared.mapResult(response, true) }
}

/** A prepared statement with the values of one request: awaited alone or put into a batch, as a built one is. */
class Bound<Result> extends QueryPromise<Result> implements RunnableQuery<Result, 'sqlite'> {
  declare readonly _: { readonly dialect: 'sqlite'; readonly result: Result }
  readonly #db: Db
  readonly #written: ReturnType<typeof written>
  readonly #values: Readonly<Record<string, unknown>>

  constructor(db: Db, statement: ReturnType<typeof written>, values: object) {
    super()
    this.#db = db
    this.#written = statement
    this.#values = { ...values }
  }

  toSQL(): { sql: string; params: unknown[] } {
    const { query } = this.#written
    const params = fillPlaceholders(query.params, this.#values)
    return { sql: query.sql, params: params.map((value) => (value instanceof Date ? value.getTime() : value)) }
  }

  /** What drizzle's `batch` asks of a statement (drizzle-orm 0.45). */
  _prepare() {
    const { stmt, mapResult } = this.#written
    return { getQuery: () => this.toSQL(), stmt, mapResult }
  }

  async execute(): Promise<Result> {
    const [result] = await this.#db.batch([this])
    return result
  }
}

/**
 * A statement of a hot path. Drizzle takes longer to write its SQL than the database to answer it, so it is written once for each
 * database and only bound for each request. drizzle-orm's own prepared statements cannot go into a batch on D1 (its issue 2197).
 */
export function prepared<Values extends object, Result>(
  write: (db: Db, brought: Brought<Values>) => Statement<Result>,
) {
  const known = new WeakMap<Db, ReturnType<typeof written>>()
  return (db: Db, values: Values): Bound<Result> => {
    const statement = known.get(db) ?? written(db, write(db, placeholders<Values>()))
    known.set(db, statement)
    return new Bound(db, statement, values)
  }
}
