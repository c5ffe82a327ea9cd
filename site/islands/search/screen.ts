import type { Language } from '#site/text/language.ts'
import type { Answer } from './answer.ts'
import type { FoundPage } from './pagefind.ts'
import { writeQuestion, type Question } from './question.ts'

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)]

function must<Kind extends Element>(kind: new () => Kind, selector: string, root: ParentNode = document): Kind {
  const found = root.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`the search page has no ${selector}`)
  return found
}

export const searchForm = must(HTMLFormElement, '[data-search]')
export const searchBox = must(HTMLInputElement, 'input[name="q"]', searchForm)
const results = must(HTMLOListElement, '[data-list="results"]')
const rowTemplate = must(HTMLTemplateElement, '#found')
const boxes = [...searchForm.querySelectorAll<HTMLInputElement>('.facets input[type="checkbox"]')]

const pageTitle = document.title

export const language: Language = document.documentElement.lang === 'en' ? 'en' : 'id'

/** Not the one of `format.ts`, which other pages share: a file of its own, for which this page would wait. */
const count = (value: number): string => value.toLocaleString(language)

export const facetNames: readonly string[] = [...new Set(boxes.map(({ name }) => name))]

/** Shows exactly the parts of the page whose `data-when` is among these words. */
function show(words: readonly string[]) {
  for (const part of all('[data-when]')) part.hidden = !words.includes(part.dataset.when ?? '')
}

function write(slot: string, text: string) {
  for (const part of all(`[data-slot="${slot}"]`)) part.textContent = text
}

/** What the form says now; the pages shown begin anew with every change of it. */
export const questionInForm = (): Question => ({
  words: searchBox.value.trim(),
  terms: Object.fromEntries(
    facetNames.flatMap((facet) => {
      const chosen = boxes.flatMap(({ name, checked, value }) => (name === facet && checked ? [value] : []))
      return chosen.length === 0 ? [] : [[facet, chosen]]
    }),
  ),
  pages: 1,
})

export function writeForm({ words, terms }: Question) {
  if (searchBox.value.trim() !== words) searchBox.value = words
  for (const box of boxes) box.checked = terms[box.name]?.includes(box.value) ?? false
}

export const showLoading = () => show(['loading'])

/** Nothing typed is taken away, and the same question can be put to the server. */
export function showFailure() {
  results.replaceChildren()
  show(['failed'])
}

export function showAnswer(question: Question, { total, shown, counts }: Answer) {
  results.replaceChildren(...shown.map((page) => rowOf(page, question.words !== '')))
  write('count', count(total))
  write('query', question.words)
  showCounts(counts)
  for (const link of all('[data-link="more"]')) {
    link.setAttribute('href', writeQuestion({ ...question, pages: question.pages + 1 }) || '?')
  }
  for (const link of all('[data-link="clear"]')) {
    link.setAttribute('href', writeQuestion({ ...question, terms: {}, pages: 1 }) || location.pathname)
  }
  show([
    total === 0 ? 'none' : 'found',
    question.words === '' ? 'unranked' : 'ranked',
    ...(question.words === '' ? [] : ['query']),
    ...(shown.length < total ? ['more'] : []),
    ...(Object.keys(question.terms).length > 0 ? ['filtered'] : []),
  ])
  document.title = question.words === '' ? pageTitle : `${question.words} - ${pageTitle}`
}

function showCounts(counts: Answer['counts']) {
  for (const box of boxes) {
    const found = counts[box.name]?.[box.value] ?? 0
    const item = box.closest('li')
    item?.classList.toggle('is-empty', found === 0 && !box.checked)
    const shown = item?.querySelector('[data-facet-count]')
    if (shown) shown.textContent = found === 0 ? '–' : count(found)
  }
}

function rowOf({ url, excerpt, meta }: FoundPage, isRanked: boolean): DocumentFragment {
  const row = document.importNode(rowTemplate.content, true)
  const part = (name: string) => must(Element, `[data-row="${name}"]`, row)
  const link = part('link')
  link.setAttribute('href', url)
  link.textContent = meta.title
  part('agency').textContent = meta.agency
  part('award').textContent = meta.award
  part('mark').setAttribute('href', `#mark-${meta.mark}`)
  if (meta.mark === 'finalist') part('award').closest('.award')?.classList.add('award-finalist')
  if (meta.other) part('other').textContent = meta.other
  else part('other').remove()
  if (!meta.simulation) part('simulation').remove()
  if (isRanked && excerpt.includes('<mark>')) part('excerpt').append(...marked(excerpt))
  else part('excerpt').textContent = meta.summary
  return row
}

/** The excerpt as text and marks, and nothing else it might hold. */
function marked(excerpt: string): (Text | HTMLElement)[] {
  const { body } = new DOMParser().parseFromString(excerpt, 'text/html')
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return document.createTextNode(node.textContent ?? '')
    const mark = document.createElement('mark')
    mark.textContent = node.textContent
    return mark
  })
}

/** Links of the results, from the top. */
export const resultLinks = (): HTMLAnchorElement[] => [
  ...results.querySelectorAll<HTMLAnchorElement>('a[data-row="link"]'),
]
