import { validator } from 'hono/validator'
import type * as z from 'zod'
import { problem } from './problem.ts'

/** JSON of the given shape, or 422 with the names of the fields that do not fit. */
export const body = <S extends z.ZodType>(schema: S) =>
  validator('json', (value, c) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    return problem(c, {
      code: 'invalid_input',
      fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))],
    })
  })

/** The same for the address: `?edition=…`. */
export const query = <S extends z.ZodType>(schema: S) =>
  validator('query', (value, c) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    return problem(c, {
      code: 'invalid_input',
      fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))],
    })
  })
