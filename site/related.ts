import { relatedTexts } from '#domain/related.ts'
import { stemmedWords } from '#domain/stemmer.ts'
import { listCatalogue, type CatalogueRow } from './catalogue.ts'

/** What records say of their awards and sources, not of the innovation. */
const ofAwards = new Set(
  stemmedWords('finalis kelompok khusus umum replikasi besar kipp inovasi pemenang tahun sumber catatan klaim'),
)
/** Numbers, and the shortest words, make nothing alike. */
const tells = (word: string): boolean => word.length > 2 && !/^\d/.test(word) && !ofAwards.has(word)

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
  const texts = rows.map(({ slug, name, otherName, summary, story, agency }) => {
    // Places and offices are shared by unlike innovations of one agency.
    const offices = new Set(stemmedWords(agency))
    const words = stemmedWords(`${name} ${otherName ?? ''} ${summary.id} ${story.id}`)
    return { id: slug, words: words.filter((word) => tells(word) && !offices.has(word)) }
  })
  return new Map(
    [...relatedTexts(texts, most)].map(([slug, found]) => [slug, found.flatMap((one) => bySlug.get(one) ?? [])]),
  )
}
