import { micromark } from 'micromark'
import { gfmAutolinkLiteral, gfmAutolinkLiteralHtml } from 'micromark-extension-gfm-autolink-literal'
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table'
import { leftMarkdown } from './left-markdown.ts'

const left = { disable: { null: leftMarkdown } }

/** Where a link may lead: other websites and mail, nothing on this portal and nothing that runs. */
const mayLead = /^(https?:\/\/|mailto:)/i

/**
 * Marks that are drawn in one text; an honest one has a tenth of it. Their parsing takes time by the square of their number,
 * and nobody's page must hang on what somebody else has typed: a text with more is shown as it was typed.
 */
const mostMarks = 2000
const mark = /[*_[\]<|]|^\s*(?:[-+]|\d+[.)])/gm

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * The HTML of what a person wrote in a proposal. Everything typed is escaped; the only elements are p, br, ul, ol, li, strong, em,
 * a and those of a table. One function for author, agency, secretariat and jury: all read the same.
 */
export function writtenHtml(text: string): string {
  if ((text.match(mark)?.length ?? 0) > mostMarks)
    return `<p>${text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? '')}</p>`
  return micromark(text, {
    extensions: [gfmAutolinkLiteral(), gfmTable(), left],
    htmlExtensions: [gfmAutolinkLiteralHtml(), gfmTableHtml()],
  })
    .replace(/<a href="([^"]*)"/g, (_, address: string) =>
      mayLead.test(address) ? `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow"` : '<a',
    )
    .replaceAll('<table>', '<div class="written-table" role="group" aria-label="Tabel" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
}
