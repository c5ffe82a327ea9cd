import * as z from 'zod'
import { plainLine } from '#domain/plain-line.ts'

/** One line that people read: a name, a post, a reason. Invisible characters are taken out before it is measured. */
export const line = (most: number) => z.string().max(2000).transform(plainLine).pipe(z.string().min(1).max(most))

/** An office address as it is compared and written to. */
export const officeEmail = z
  .string()
  .max(254)
  .transform((text) => plainLine(text).toLowerCase())
  .pipe(z.email())

export const recordId = z.string().min(1).max(64)
