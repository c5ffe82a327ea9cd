/**
 * Every table of the portal, by noun. Instants are UTC milliseconds. Facts are rows with who and when; rows are not deleted.
 * `STRICT` is added to the generated SQL by hand (drizzle-kit cannot write it); triggers and views live in custom migrations.
 */
export * from './schema/sign-in.ts'
export * from './schema/lookups.ts'
export * from './schema/agencies.ts'
export * from './schema/editions.ts'
export * from './schema/proposals.ts'
export * from './schema/jury.ts'
export * from './schema/interviews.ts'
export * from './schema/decisions.ts'
export * from './schema/rankings.ts'
export * from './schema/corrections.ts'
export * from './schema/mail.ts'
