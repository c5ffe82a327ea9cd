/**
 * For whom this page asks. In another tab of the same browser somebody else may have signed in since: then the portal answers that a
 * sign-in is needed, and not that what this page has is gone.
 */
let personId: string | undefined

export const actAs = (id: string): void => {
  personId = id
}

/** Headers of the page's requests. */
export const asPerson = (): Record<string, string> => (personId === undefined ? {} : { 'X-Person': personId })
