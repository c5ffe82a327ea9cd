import * as z from 'zod'
import listed from './themes.json' with { type: 'json' }

const text = z.string().min(1)

/** A subject as this portal sorts the archive: its own classification, no source has one. */
const theme = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.strictObject({ id: text, en: text }),
  /** Slugs; each innovation stands in one theme at most. Those whose record does not tell their subject stand in none. */
  innovations: z.array(text).min(1),
})
export type Theme = z.infer<typeof theme>

export const themes: readonly Theme[] = z
  .array(theme)
  .superRefine((found, context) => {
    const slugs = found.flatMap(({ innovations }) => innovations)
    for (const slug of slugs.filter((slug, index) => slugs.indexOf(slug) !== index)) {
      context.addIssue({ code: 'custom', message: `themes.json, innovations: ${slug} stands twice; expected once` })
    }
  })
  .parse(listed)
