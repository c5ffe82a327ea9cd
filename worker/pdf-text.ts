/** Pages, characters and milliseconds that one file may take; what is left out is left out at a page's end. */
export const limits = { pages: 200, characters: 400_000, ms: 20_000 }

export type PdfText = { status: 'read' | 'no_text' | 'failed'; text: string; pages: number | null }

const failed: PdfText = { status: 'failed', text: '', pages: null }

/** The text of a PDF, page after page. A scan without text and a file that cannot be read are results like any other. */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  // Half a megabyte that only the queue needs: loaded with the first file, not with the Worker.
  const { getDocumentProxy } = await import('unpdf')
  const until = Date.now() + limits.ms
  try {
    const pdf = await getDocumentProxy(bytes, { verbosity: 0 })
    try {
      const text = await readPages(pdf, until)
      return { status: text === '' ? 'no_text' : 'read', text, pages: pdf.numPages }
    } finally {
      await pdf.loadingTask.destroy()
    }
  } catch (error) {
    console.error(JSON.stringify({ pdf: 'not readable', error: String(error) }))
    return failed
  }
}

type Page = { getTextContent(): Promise<{ items: object[] }>; cleanup(): unknown }
type Pages = { numPages: number; getPage(number: number): Promise<Page> }

async function readPages(pdf: Pages, until: number): Promise<string> {
  let text = ''
  const last = Math.min(pdf.numPages, limits.pages)
  for (let number = 1; number <= last && text.length < limits.characters && Date.now() < until; number += 1) {
    const page = await pdf.getPage(number)
    const content = await Promise.race([page.getTextContent(), lapse(until - Date.now())])
    if (content === 'too_slow') throw new Error(`page ${number} takes too long`)
    const { items } = content
    const words = items
      .map(wordsOf)
      .join('')
      .replace(/[^\S\n]+/g, ' ')
      .trim()
    if (words !== '') text += `${text === '' ? '' : '\n\n'}${words}`
    page.cleanup()
  }
  // Half of a pair and NUL are no text to the database.
  return text.slice(0, limits.characters).replace(/\0|[\uD800-\uDBFF]$/g, '')
}

const lapse = (ms: number) =>
  new Promise<'too_slow'>((resolve) => setTimeout(() => resolve('too_slow'), Math.max(0, ms)))

const wordsOf = (item: object): string =>
  'str' in item && typeof item.str === 'string'
    ? `${item.str}${'hasEOL' in item && item.hasEOL === true ? '\n' : ''}`
    : ''
