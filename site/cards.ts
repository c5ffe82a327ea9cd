import { listCatalogue, type CatalogueRow } from './catalogue.ts'
import type { Card } from './cards/card.ts'
import type { Mark } from './text/awards.ts'
import { frameText } from './text/public/frame.ts'
import { homeText } from './text/public/home.ts'

/** The card of an innovation, a path from the root. */
export const cardPath = (slug: string): string => `/kartu/${slug}.png`

const heights: Record<Mark, number> = { outstanding: 0, full: 1, outline: 2, finalist: 3 }

/** Awards are listed newest first, so of equal ones the newest is shown. */
function cardOf({ name, agency, awards, isSimulation }: CatalogueRow): Card {
  const [highest] = awards.toSorted((a, b) => heights[a.mark] - heights[b.mark])
  return {
    title: name,
    line: agency,
    award: highest ? { mark: highest.mark, text: `${highest.name.id}, ${highest.year}` } : null,
    badge: isSimulation ? frameText.id.simulation : null,
  }
}

/** Every card of the site, by the slug of its innovation. */
export async function listCards(): Promise<{ slug: string; card: Card }[]> {
  return (await listCatalogue()).map((row) => ({ slug: row.slug, card: cardOf(row) }))
}

/** The card of every page that has none of its own. */
export const portalCard: Card = { title: homeText.id.title, line: homeText.en.title, award: null, badge: null }
