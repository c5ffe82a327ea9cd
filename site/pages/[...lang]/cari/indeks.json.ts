import { buildSearchIndex, type SearchFile } from '#domain/search.ts'
import { listSearchRecords, searchedTexts } from '#site/search-records.ts'
import { languageOf, languagePaths } from '#site/text/language.ts'
import type { APIContext } from 'astro'

export const getStaticPaths = languagePaths

/** What the API answers a search from, for readers without script: `/cari/indeks.json` and `/en/cari/indeks.json`. */
export async function GET({ params }: APIContext): Promise<Response> {
  const language = languageOf(params.lang)
  const records = await listSearchRecords(language)
  const file: SearchFile = {
    rows: records.map(({ row }) => row),
    index: buildSearchIndex(records.map(searchedTexts), language),
  }
  return Response.json(file)
}
