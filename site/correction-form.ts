import type { Language } from './text/language.ts'

/** Address of the form about one innovation. The Worker fills one page of the site for all of them. */
export const correctionForm = (slug: string, language: Language): string =>
  `/api/corrections/form?slug=${slug}&language=${language}`
