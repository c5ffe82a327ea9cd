/** Bytes of the letter by which an agency names its admin: a scan of a few pages. */
export const maxLetterBytes = 5 * 1024 * 1024
