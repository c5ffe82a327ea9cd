import * as z from 'zod'
import { line } from './fields.ts'

/** `HH:MM`; what is none is named when the plan is made. */
const hour = z.string().max(5)

/** When and where interviews are planned. */
export const plannedHours = z.object({
  days: z.array(z.string().max(10)).max(60),
  from: hour,
  to: hour,
  breaks: z.array(z.object({ from: hour, to: hour })).max(10),
  zone: z.enum(['WIB', 'WITA', 'WIT']),
  rooms: z
    .array(line(200))
    .min(1)
    .max(20)
    .transform((rooms) => [...new Set(rooms)]),
  seed: z.int().min(0).max(0xffffffff),
})
