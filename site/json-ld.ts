import type { BreadcrumbList, DataCatalog, Event, Graph, Thing, WebPage } from 'schema-dts'
import type { EditionSnapshot } from '#domain/publication.ts'
import { licence, mediaTypes, type DataSet } from './open-data/files.ts'
import { href, type Language } from './text/language.ts'
import { dataText } from './text/public/data.ts'

/** What a page is, for machines: one graph of schema.org things. */
export const graphOf = (...things: readonly Exclude<Thing, string>[]): Graph => ({
  '@context': 'https://schema.org',
  '@graph': things,
})

/** A page that tells of no thing of its own: what it is called, and the site it belongs to. */
export const webPage = (
  { title, description, path }: { title: string; description: string; path: string },
  language: Language,
  site: URL | undefined,
): WebPage => ({
  '@type': 'WebPage',
  name: title,
  description,
  url: new URL(href(language, path), site).href,
  inLanguage: language,
  isPartOf: { '@type': 'WebSite', name: 'Gelanggang', url: new URL(href(language, '/'), site).href },
})

export type Step = { name: string; path: string }

/** Where a page stands, from the top to itself. */
export const breadcrumbList = (trail: readonly Step[], language: Language, site: URL | undefined): BreadcrumbList => ({
  '@type': 'BreadcrumbList',
  itemListElement: trail.map(({ name, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: new URL(href(language, path), site).href,
  })),
})

/** An edition as an event on the web, its stages within it. */
export function editionEvent(
  { edition, stages }: EditionSnapshot,
  { language, site, description }: { language: Language; site: URL | undefined; description: string },
): Event {
  const url = new URL(href(language, `/edisi/${edition.slug}/`), site).href
  const location = { '@type': 'VirtualLocation', url } as const
  const shared = { eventStatus: 'https://schema.org/EventScheduled', location } as const
  return {
    '@type': 'Event',
    '@id': `${url}#edition`,
    name: edition.name,
    description,
    url,
    startDate: stages[0]?.opensAt ?? '',
    endDate: stages.at(-1)?.closesAt ?? '',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    ...shared,
    subEvent: stages.map(({ name, opensAt, closesAt }) => ({
      '@type': 'Event',
      name: `${name}, ${edition.name}`,
      startDate: opensAt,
      endDate: closesAt,
      ...shared,
    })),
  }
}

/** The data sets anyone may take along, as a catalogue for search engines; harvesters read the DCAT file. */
export function dataCatalogue(
  sets: readonly DataSet[],
  { language, site, day }: { language: Language; site: URL; day: string },
): DataCatalog {
  const t = dataText[language]
  const url = new URL(href(language, '/data/'), site).href
  return {
    '@type': 'DataCatalog',
    '@id': `${url}#katalog`,
    name: t.catalogue,
    description: t.description,
    url,
    inLanguage: language,
    license: licence,
    dateModified: day,
    dataset: sets.map(({ id, years, files }) => ({
      '@type': 'Dataset',
      '@id': `${url}#${id}`,
      name: t.sets[id].title,
      description: t.sets[id].description,
      url: `${url}#${id}`,
      identifier: id,
      keywords: [...t.keywords],
      license: licence,
      isAccessibleForFree: true,
      creator: { '@type': 'Organization', name: 'Gelanggang', url: site.href },
      dateModified: day,
      ...(years && { temporalCoverage: `${years.first}/${years.last}` }),
      spatialCoverage: 'Indonesia',
      distribution: files.map(({ path, format, sizeBytes, sha256 }) => ({
        '@type': 'DataDownload',
        contentUrl: new URL(path, site).href,
        encodingFormat: mediaTypes[format],
        contentSize: `${sizeBytes} B`,
        sha256,
      })),
    })),
  }
}
