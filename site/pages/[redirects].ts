import { winnersByIdentity } from '#site/identities.ts'
import { listInnovations } from '#site/innovations.ts'
import { href, languages } from '#site/text/language.ts'
import type { APIRoute } from 'astro'

/** `/_redirects`, which the platform reads: a file of this name in `pages/` would be left out. */
export const getStaticPaths = () => [{ params: { redirects: '_redirects' } }]

/** Addresses that pages had before, from and to, in no language; some pages once had an address in English alone. */
async function movedPages(): Promise<(readonly [from: string, to: string])[]> {
  const { moved } = await winnersByIdentity()
  const former = (await listInnovations()).flatMap(({ slug, formerSlugs }) =>
    formerSlugs.map((from) => [from, slug] as const),
  )
  return [...former, ...moved].map(([from, to]) => [`/inovasi/${from}/`, `/inovasi/${to}/`] as const)
}

export const GET: APIRoute = async () => {
  const moved = await movedPages()
  const inLanguages = languages.flatMap((language) =>
    moved.map(([from, to]) => [href(language, from), href(language, to)] as const),
  )
  const lines = [...inLanguages, ['/en/method/', '/en/metode/'] as const].flatMap(([from, to]) => [
    `${from} ${to} 301`,
    `${from.slice(0, -1)} ${to} 301`,
  ])
  return new Response(`${lines.join('\n')}\n`)
}
