import { listSearchRecords } from '#site/search-records.ts'
import { languageOf, languagePaths } from '#site/text/language.ts'
import type { APIContext } from 'astro'

export const getStaticPaths = languagePaths

/** The texts of every innovation for the index in the browser; `worker/cli/search-index.ts` takes this file away when it is built. */
export async function GET({ params }: APIContext): Promise<Response> {
  return Response.json(await listSearchRecords(languageOf(params.lang)))
}
