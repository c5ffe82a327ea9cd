import rss from '@astrojs/rss'
import type { APIRoute } from 'astro'
import { feedItems } from '#site/feed.ts'
import { href, languageOf, languagePaths } from '#site/text/language.ts'
import { feedText } from '#site/text/public/feed.ts'

export const getStaticPaths = languagePaths

export const GET: APIRoute = async ({ params, site }) => {
  if (!site) throw new Error('the feed needs the address of the site')
  const language = languageOf(params.lang)
  const { title, description } = feedText[language]
  const self = new URL(href(language, '/rss.xml'), site).href
  return rss({
    title,
    description,
    site: new URL(href(language, '/'), site).href,
    items: await feedItems(language, site),
    trailingSlash: true,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>${language}</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
  })
}
