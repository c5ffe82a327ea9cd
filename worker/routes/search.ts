import { Hono } from 'hono'
import { html } from 'hono/html'
import * as z from 'zod'
import { isWanted, searchIndex, type Found, type SearchFile, type SearchRow, type Wanted } from '#domain/search.ts'
import { allowAnyone } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { filledPage, type Filling } from '../filled-page.ts'
import { problem } from '../problem.ts'
import { searchFile } from '../search-file.ts'

const pageSize = 20
const facetNames = ['tahun', 'penghargaan', 'instansi', 'provinsi', 'tema'] as const
/** Terms of one facet that are looked at; the largest facet has fewer. */
const mostTerms = 50

/** A reader's question in an address: what is not understood counts as not asked. */
const question = z.object({
  q: z
    .string()
    .catch('')
    .transform((words) => words.trim().slice(0, 200)),
  language: z.enum(['id', 'en']).catch('id'),
  halaman: z.coerce.number().int().min(1).catch(1),
})
type Question = z.infer<typeof question>

/** The search for readers without script: the page of the site with its list filled in. */
export const search = new Hono<AppEnv>().get('/', allowAnyone, async (c) => {
  const asked = question.parse(c.req.query())
  const wanted: Wanted = Object.fromEntries(
    facetNames.flatMap((facet) => {
      const terms = c.req.queries(facet)?.slice(0, mostTerms) ?? []
      return terms.length === 0 ? [] : [[facet, terms]]
    }),
  )
  const file = await searchFile(c.env, asked.language, c.var.now)
  if (!file) return problem(c, { code: 'not_found' })
  const filling = await fillingOf(asked, wanted, file)
  const path = asked.language === 'en' ? '/en/cari/daftar/' : '/cari/daftar/'
  return (await filledPage(c.env, path, filling)) ?? problem(c, { code: 'not_found' })
})

async function fillingOf(asked: Question, wanted: Wanted, file: SearchFile): Promise<Filling> {
  const { rows, match } = find(asked, wanted, file)
  const pages = Math.max(Math.ceil(rows.length / pageSize), 1)
  const page = Math.min(asked.halaman, pages)
  const shown = rows.slice((page - 1) * pageSize, page * pageSize)
  const numbers = new Intl.NumberFormat(asked.language === 'en' ? 'en-GB' : 'id-ID')
  const hasWords = asked.q !== ''
  return {
    when: [
      rows.length === 0 ? 'none' : 'found',
      hasWords ? 'ranked' : 'unranked',
      ...(hasWords ? ['query'] : []),
      ...(match === 'some' && rows.length > 0 ? ['some'] : []),
      ...(Object.keys(wanted).length > 0 ? ['filtered'] : []),
      ...(pages > 1 ? ['paged'] : []),
      ...(page > 1 ? ['previous'] : []),
      ...(page < pages ? ['next'] : []),
    ],
    slots: {
      count: numbers.format(rows.length),
      query: asked.q,
      page: numbers.format(page),
      pages: numbers.format(pages),
    },
    links: {
      previous: addressOf(asked, wanted, page - 1),
      next: addressOf(asked, wanted, page + 1),
      clear: addressOf(asked, {}, 1),
    },
    typed: { q: asked.q },
    ticked: wanted,
    lists: { results: await listOf(shown, asked.language) },
  }
}

/** All rows in the order of the catalogue when no word is asked; else the best first. */
function find(
  { q, language }: Question,
  wanted: Wanted,
  file: SearchFile,
): { rows: SearchRow[]; match: Found['match'] } {
  if (q === '') return { rows: file.rows.filter((row) => isWanted(row, wanted)), match: 'all' }
  const { documents, match } = searchIndex(file.index, q, language)
  return { rows: documents.flatMap((number) => file.rows[number] ?? []).filter((row) => isWanted(row, wanted)), match }
}

function addressOf({ q, language }: Question, wanted: Wanted, page: number): string {
  const parameters = new URLSearchParams({ language, ...(q === '' ? {} : { q }) })
  for (const [facet, terms] of Object.entries(wanted)) for (const term of terms) parameters.append(facet, term)
  if (page > 1) parameters.set('halaman', String(page))
  return `/api/search?${parameters}`
}

async function listOf(rows: readonly SearchRow[], language: Question['language']): Promise<string> {
  const items = await html`${rows.map((row) => itemOf(row, language))}`
  return items.toString()
}

const itemOf = ({ path, name, otherName, summary, agency, award, mark, isSimulation }: SearchRow, language: string) =>
  html`<li class="row">
    <div>
      <h2 class="row-name"><a href="${path}">${name}</a></h2>
      ${otherName === null ? '' : html`<p class="row-other">${otherName}</p>`}
      <p>${summary}</p>
    </div>
    <div class="row-side">
      <span class="award${mark === 'finalist' ? ' award-finalist' : ''}">
        <svg class="award-mark" viewBox="0 0 48 48" aria-hidden="true"><use href="#mark-${mark}" /></svg> ${award}
      </span>
      <p lang="id">${agency}</p>
      ${isSimulation ? html`<span class="badge-simulation">${language === 'en' ? 'Simulation' : 'Simulasi'}</span>` : ''}
    </div>
  </li>`
