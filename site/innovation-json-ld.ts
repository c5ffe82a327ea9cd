import type { BreadcrumbList, CreativeWork, Graph } from 'schema-dts'
import { breadcrumbList, graphOf } from './json-ld.ts'
import { href, type Language } from './text/language.ts'
import { innovationText } from './text/public/innovation.ts'

export type DescribedInnovation = {
  slug: string
  name: string
  otherName: string | null
  summary: string
  agency: string
  province: string | null
  awards: readonly { name: string; year: number; edition: string }[]
  sources: readonly string[]
  card: string
}

/** An innovation as schema.org data: a work with its awards, made by an agency, told by sources. */
export function innovationGraph(told: DescribedInnovation, language: Language, site: URL | undefined): Graph {
  const path = `/inovasi/${told.slug}/`
  const url = new URL(href(language, path), site).href
  const work: CreativeWork = {
    '@type': 'CreativeWork',
    '@id': `${url}#innovation`,
    name: told.name,
    ...(told.otherName === null ? {} : { alternateName: told.otherName }),
    description: told.summary,
    url,
    inLanguage: language,
    image: new URL(told.card, site).href,
    award: told.awards.map(
      ({ name, year, edition }) => `${name}, ${edition}${edition.includes(String(year)) ? '' : ` (${year})`}`,
    ),
    creator: { '@type': 'Organization', name: told.agency },
    ...(told.province === null
      ? {}
      : {
          spatialCoverage: {
            '@type': 'AdministrativeArea',
            name: told.province,
            containedInPlace: { '@type': 'Country', name: 'Indonesia' },
          },
        }),
    ...(told.sources.length === 0 ? {} : { citation: [...told.sources] }),
  }
  const trail: BreadcrumbList = breadcrumbList(
    [
      { name: innovationText[language].all, path: '/inovasi/' },
      { name: told.name, path },
    ],
    language,
    site,
  )
  return graphOf(work, trail)
}
