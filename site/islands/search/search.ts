import { ask } from './answer.ts'
import { loadPagefind } from './pagefind.ts'
import { readQuestion, writeQuestion, type Question } from './question.ts'
import {
  facetNames,
  questionInForm,
  resultLinks,
  searchBox,
  searchForm,
  showAnswer,
  showFailure,
  showLoading,
  writeForm,
} from './screen.ts'

/** Milliseconds without a key before a word is searched, and before waiting is said. */
const pause = { typing: 120, saying: 200 }

let latest = 0
let typing: ReturnType<typeof setTimeout> | undefined

/** Answers one question; an answer that a later question has overtaken is dropped. */
async function answer(question: Question): Promise<void> {
  const number = ++latest
  const waiting = setTimeout(showLoading, pause.saying)
  try {
    const found = await ask(await loadPagefind(question.words), question)
    if (number === latest) showAnswer(question, found)
  } catch (error) {
    console.error(error)
    if (number === latest) showFailure()
  } finally {
    clearTimeout(waiting)
  }
}

/** The address keeps the question: a choice is a step back, a word in the making is not. */
function go(question: Question, isStep: boolean): Promise<void> {
  clearTimeout(typing)
  const address = writeQuestion(question) || location.pathname
  if (address !== (location.search || location.pathname)) {
    if (isStep) history.pushState(null, '', address)
    else history.replaceState(null, '', address)
  }
  return answer(question)
}

const goToAddress = (): Promise<void> => {
  const question = readQuestion(location.search, facetNames)
  writeForm(question)
  return answer(question)
}

searchBox.addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(() => void go(questionInForm(), false), pause.typing)
  // What fails here fails again, and is told, when the pause is over.
  loadPagefind().then(
    (pagefind) => pagefind.preload(searchBox.value, { filters: {} }),
    () => undefined,
  )
})

searchForm.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') void go(questionInForm(), true)
})

searchForm.addEventListener('submit', (event) => {
  const asksServer = event.submitter instanceof HTMLElement && event.submitter.dataset.askServer !== undefined
  if (asksServer) return
  event.preventDefault()
  void go(questionInForm(), true)
})

/** Links that only change the question stay on the page; the focus goes on to the first result that was added. */
searchForm.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-link]') : null
  if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  const question = readQuestion(link.search, facetNames)
  const before = resultLinks().length
  writeForm(question)
  void go(question, true).then(() => {
    if (link.dataset.link === 'more') resultLinks()[before]?.focus()
    else searchBox.focus()
  })
})

/** `/` goes to the box; the arrows walk from the box through the results and back. */
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const isWriting = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
  if (event.key === '/' && !isWriting) {
    event.preventDefault()
    searchBox.focus()
    searchBox.select()
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops: HTMLElement[] = [searchBox, ...resultLinks()]
  const at = stops.findIndex((stop) => stop === event.target)
  const next = at < 0 ? undefined : stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
})

addEventListener('popstate', () => void goToAddress())
void goToAddress()
