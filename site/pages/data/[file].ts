import type { APIRoute } from 'astro'
import { dataSchemas } from '#content/open-data.ts'
import { dcatCatalogue } from '#site/open-data/catalogue.ts'
import { dictionaryFiles, formats, listDataSets, mediaTypes, newestDay } from '#site/open-data/files.ts'

const catalogue = 'katalog.jsonld'

export function getStaticPaths() {
  const names = [...Object.keys(dataSchemas), 'kamus'].flatMap((id) => formats.map((format) => `${id}.${format}`))
  return [...names, catalogue].map((file) => ({ params: { file } }))
}

/** Files of open data, the same in every language. */
export const GET: APIRoute = async ({ params, site }) => {
  if (!site) throw new Error('open data needs the address of the site')
  const sets = await listDataSets(site)
  if (params.file === catalogue) {
    const content = `${JSON.stringify(dcatCatalogue(sets, site, await newestDay()), null, 1)}\n`
    return new Response(content, { headers: { 'Content-Type': 'application/ld+json; charset=utf-8' } })
  }
  const files = [...sets.flatMap((set) => set.files), ...dictionaryFiles()]
  const file = files.find(({ path }) => path === `/data/${params.file}`)
  if (!file) throw new Error(`/data/${params.file} is no file of open data`)
  return new Response(file.content, { headers: { 'Content-Type': `${mediaTypes[file.format]}; charset=utf-8` } })
}
