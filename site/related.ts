import { relatedTexts } from '#domain/related.ts'
import { stemmedWords } from '#domain/stemmer.ts'
import { listCatalogue, type CatalogueRow } from './catalogue.ts'

/** How many similar innovations a page names. */
const most = 4

let known: Promise<Map<string, CatalogueRow[]>> | undefined

/** For each innovation, by slug, those whose Indonesian texts are most like its own. Computed once a build. */
export function listRelated(): Promise<Map<string, CatalogueRow[]>> {
  if (!known || import.meta.env.DEV) known = compute()
  return known
}

async function compute(): Promise<Map<string, CatalogueRow[]>> {
  const rows = await listCatalogue()
  const bySlug = new Map(rows.map((row) => [row.slug, row]))
  const texts = rows.map(({ slug, name, otherName, summary, story }) => ({
    id: slug,
    words: stemmedWords(`${name} ${otherName ?? ''} ${summary.id} ${story.id}`).filter((word) => word.length > 2),
  }))
  return new Map(
    [...relatedTexts(texts, most)].map(([slug, found]) => [slug, found.flatMap((one) => bySlug.get(one) ?? [])]),
  )
}
