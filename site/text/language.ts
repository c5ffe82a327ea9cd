/** The public site speaks two languages: Indonesian at `/x/`, English at `/en/x/`. The workspaces speak Indonesian. */
export const languages = ['id', 'en'] as const
export type Language = (typeof languages)[number]

/** The language of a route below `[...lang]`, whose parameter is empty for Indonesian. */
export const languageOf = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id')

const parameterOf = (language: Language) => (language === 'id' ? undefined : language)

/** `getStaticPaths` of a page without parameters of its own. */
export const languagePaths = () => languages.map((language) => ({ params: { lang: parameterOf(language) } }))

/** `getStaticPaths` of a page with parameters: each path in every language. */
export function inEveryLanguage<Params extends Record<string, string | undefined>, Props>(
  paths: readonly { params: Params; props: Props }[],
): { params: Params & { lang: string | undefined }; props: Props }[] {
  return languages.flatMap((language) =>
    paths.map(({ params, props }) => ({ params: { ...params, lang: parameterOf(language) }, props })),
  )
}

/** A page's path in a language: `/inovasi/` or `/en/inovasi/`. */
export const href = (language: Language, path: string): string => (language === 'id' ? path : `/en${path}`)

/** The same texts in both languages; the compiler refuses a key that either of them lacks. */
export const bilingual = <Texts>(texts: { id: Texts; en: NoInfer<Texts> }): Record<Language, Texts> => texts
