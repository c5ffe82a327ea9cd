import type { Env } from './env.ts'

/**
 * What is written into a static page of the site. The page holds every sentence in its language: parts that only some answers
 * show carry `data-when="word"` and `hidden`, texts of a record go into `data-slot="name"`, addresses into `data-link="name"`,
 * what was typed into the fields of that `name` (of a GET form where the form carries `data-kept`), and a list of `data-list="name"` as markup that is escaped already.
 */
export type Filling = {
  when: readonly string[]
  slots?: Readonly<Record<string, string>>
  links?: Readonly<Record<string, string>>
  typed?: Readonly<Record<string, string>>
  lists?: Readonly<Record<string, string>>
  /** Address of the same answer in the other language. */
  twin?: string
  /** Boxes that are ticked, by name. */
  ticked?: Readonly<Record<string, readonly string[]>>
}

type Tag = { getAttribute(name: string): string | null; setAttribute(name: string, value: string): unknown }

/** A page of the site, filled; undefined when the site has no such page. The site says how it looks, the Worker what it says. */
export async function filledPage(
  env: Env,
  path: string,
  { when, slots = {}, links = {}, typed = {}, lists = {}, ticked = {}, twin }: Filling,
  status: 200 | 404 | 422 | 429 = 200,
): Promise<Response | undefined> {
  const page = await env.ASSETS.fetch(new URL(path, env.ORIGIN).href)
  if (page.status !== 200) {
    await page.body?.cancel()
    return undefined
  }
  /** A fault of a field is the word `field-fault`. */
  const isInvalid = (name: string) => when.some((word) => word.startsWith(`${name}-`))
  const keepTyped = {
    element(part: Tag) {
      const name = part.getAttribute('name') ?? ''
      const value = typed[name]
      if (value !== undefined) part.setAttribute('value', value)
      if (isInvalid(name)) part.setAttribute('aria-invalid', 'true')
    },
  }
  const filled = new HTMLRewriter()
    .on('[data-when]', {
      element(part) {
        const words = part.getAttribute('data-when')?.split(' ') ?? []
        if (words.some((word) => when.includes(word))) part.removeAttribute('hidden')
        else part.remove()
      },
    })
    .on('[data-field]', {
      element(part) {
        if (isInvalid(part.getAttribute('data-field') ?? ''))
          part.setAttribute('class', `${part.getAttribute('class') ?? ''} is-invalid`)
      },
    })
    .on('[data-slot]', {
      element(part) {
        part.setInnerContent(slots[part.getAttribute('data-slot') ?? ''] ?? '')
      },
    })
    .on('[data-link]', {
      element(part) {
        part.setAttribute('href', links[part.getAttribute('data-link') ?? ''] ?? '/')
      },
    })
    .on('a.header-language', {
      element(part) {
        if (twin !== undefined) part.setAttribute('href', twin)
      },
    })
    .on('[data-list]', {
      element(part) {
        part.setInnerContent(lists[part.getAttribute('data-list') ?? ''] ?? '', { html: true })
      },
    })
    .on('input[type="checkbox"][name]', {
      element(part) {
        const isTicked = ticked[part.getAttribute('name') ?? '']?.includes(part.getAttribute('value') ?? '')
        if (isTicked) part.setAttribute('checked', '')
      },
    })
    .on('input[type="search"][name]', {
      element(part) {
        part.setAttribute('value', typed[part.getAttribute('name') ?? ''] ?? '')
      },
    })
    .on('form[method="post"] input[name]', keepTyped)
    .on('form[data-kept] input[name]', keepTyped)
    .on('form[method="post"] textarea[name]', {
      element(part) {
        const name = part.getAttribute('name') ?? ''
        // The first line break after the tag is not part of the text.
        part.setInnerContent(`\n${typed[name] ?? ''}`)
        if (isInvalid(name)) part.setAttribute('aria-invalid', 'true')
      },
    })
    .transform(page)
  const answer = new Response(filled.body, { status, headers: filled.headers })
  answer.headers.set('Cache-Control', 'no-store')
  answer.headers.set('X-Robots-Tag', 'noindex')
  answer.headers.delete('ETag')
  return answer
}
