import { text } from 'drizzle-orm/sqlite-core'
import { users } from './sign-in.ts'

/** Who did or holds something: a row of `users`. */
export const person = (name: string) => text(name).references(() => users.id)
