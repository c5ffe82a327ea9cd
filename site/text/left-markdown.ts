/**
 * What Markdown has beyond paragraphs, lists, emphasis, links and tables stays as it was typed: headings, quotes, code, rules,
 * pictures, HTML, entities, footnotes, struck text and task lists. Names of micromark's constructs; the build leaves them out.
 */
export const leftMarkdown = [
  'blockQuote',
  'characterReference',
  'codeFenced',
  'codeIndented',
  'codeText',
  'definition',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
  'thematicBreak',
]
