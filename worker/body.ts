import type { Context } from 'hono'
import { validator } from 'hono/validator'
import type * as z from 'zod'
import { accept, refuse, type Result } from '#domain/result.ts'
import { problem, type Problem } from './problem.ts'

/** What a shape says of input that it does not fit: the names of its fields. */
export const misfit = ({ issues }: z.ZodError) => ({
  code: 'invalid_input' as const,
  fields: [...new Set(issues.map(({ path }) => path.join('.')))],
})

/** JSON of the given shape, or 422 with the names of the fields that do not fit. */
export const body = <S extends z.ZodType>(schema: S) =>
  validator('json', (value, c) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    return problem(c, misfit(parsed.error))
  })

export type JsonBody<S extends z.ZodType> = { in: { json: z.input<S> }; out: { json: z.output<S> } }

/** As `body`, for a middleware that has other things to refuse first; the handler finds the same `c.req.valid('json')`. */
export async function readBody<S extends z.ZodType<object>>(
  c: Context,
  schema: S,
): Promise<Result<z.output<S>, Problem>> {
  const isJson = /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(c.req.header('content-type') ?? '')
  const value: unknown = isJson ? await c.req.json().catch(() => undefined) : {}
  if (value === undefined) return refuse({ code: 'not_json' })
  const parsed = schema.safeParse(value)
  if (!parsed.success) return refuse(misfit(parsed.error))
  c.req.addValidatedData('json', parsed.data)
  return accept(parsed.data)
}

/** The same for the address: `?edition=…`. */
export const query = <S extends z.ZodType>(schema: S) =>
  validator('query', (value, c) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    return problem(c, misfit(parsed.error))
  })
