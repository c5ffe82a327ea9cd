import type { Env } from './env.ts'

/** The name in the heading of an innovation's page, escaped as it stands there; undefined when there is no such page. */
export async function innovationName(env: Env, path: string): Promise<string | undefined> {
  const page = await env.ASSETS.fetch(new URL(path, env.ORIGIN).href)
  if (page.status !== 200) {
    await page.body?.cancel()
    return undefined
  }
  let name = ''
  const read = new HTMLRewriter().on('main h1', {
    text({ text }) {
      name += text
    },
  })
  await read.transform(page).text()
  return name.trim()
}
