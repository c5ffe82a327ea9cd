import type { Plugin } from 'vite'
import { leftMarkdown } from './text/left-markdown.ts'

const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Constructs of Markdown that every text switches off are not sent to anybody: a quarter of the parser. */
export const unusedMarkdown: Plugin = {
  name: 'unused-markdown',
  apply: 'build',
  load: (id) => {
    const [, file] = /\/micromark-core-commonmark\/lib\/([a-z-]+)\.js$/.exec(id) ?? []
    const name = camel(file ?? '')
    if (!leftMarkdown.includes(name)) return undefined
    return `export const ${name} = { name: '${name}', tokenize: (effects, ok, nok) => nok }`
  },
}
