import type { RSSFeedItem } from '@astrojs/rss'
import { listEditions, listResults, nameOf, type PublishedEdition, type PublishedResults } from './editions.ts'
import { dateAndClock } from './text/format.ts'
import { href, type Language } from './text/language.ts'
import { feedText } from './text/public/feed.ts'

/** More are found on the pages themselves. */
const most = 50

type Item = RSSFeedItem & { pubDate: Date }

/** What was published, newest first. The name of an item lasts, so that a reader shows it once. */
export async function feedItems(language: Language, site: URL): Promise<Item[]> {
  const [editions, results] = [await listEditions(), await listResults()]
  const items = [
    ...results.map((found) => resultItem(found, language, site)),
    ...editions.flatMap((found) => editionItems(found, language, site)),
  ]
  return items.toSorted((a, b) => +b.pubDate - +a.pubDate).slice(0, most)
}

const named = (name: string) => `<guid isPermaLink="false">${name}</guid>`
const told = (about: string, isSimulation: boolean, language: Language) =>
  isSimulation ? `${about} ${feedText[language].simulation}` : about

function resultItem({ hash, publishedAt, snapshot }: PublishedResults, language: Language, site: URL): Item {
  const t = feedText[language]
  const { edition, stage, places, decree } = snapshot
  return {
    title: t.results(stage.name, edition.name),
    description: told(t.resultsAbout(places.length, decree.number), edition.isSimulation, language),
    link: new URL(href(language, `/penghargaan/${edition.slug}/`), site).href,
    pubDate: publishedAt,
    customData: named(`${language}:${hash}`),
  }
}

function editionItems({ snapshot }: PublishedEdition, language: Language, site: URL): Item[] {
  const t = feedText[language]
  const { edition, versions, changes, stages } = snapshot
  const address = (part: string) => new URL(href(language, `/edisi/${edition.slug}/${part}`), site).href
  const when = (instant: string) => dateAndClock(new Date(instant), language)
  return [
    ...versions
      .filter(({ version }) => version === 1)
      .map(({ at }) => ({
        title: t.opened(edition.name),
        description: told(t.openedAbout, edition.isSimulation, language),
        link: address(''),
        pubDate: new Date(at),
        customData: named(`${language}:${edition.slug}:${at}`),
      })),
    ...changes.map(({ at, stageId, opensAt, closesAt, reason }) => ({
      title: t.moved(nameOf(stages, stageId), edition.name),
      description: told(t.movedAbout(when(opensAt), when(closesAt), reason), edition.isSimulation, language),
      link: address('jadwal/'),
      pubDate: new Date(at),
      customData: named(`${language}:${edition.slug}:${stageId}:${at}`),
    })),
  ]
}
