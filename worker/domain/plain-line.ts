/**
 * One line as a person would type it: control characters, marks that turn the reading direction and other invisible ones become
 * blanks, runs of blanks become one. What is left may be empty.
 */
export const plainLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
