import { sql, type SQL } from 'drizzle-orm'

/** SQL of a list, for `IN`: one parameter however long it is. Of what somebody brought `broughtWords` takes any length. */
export const among = (values: readonly (string | number)[]): SQL =>
  sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`

/** Reads a column that is a JSON list, for `mapWith`. */
export const listOf =
  <Row>() =>
  (json: string): Row[] =>
    JSON.parse(json)

/** Characters; no name, address or number that is looked for is longer, so what is longer finds nothing. */
const longestWord = 1000
/** Characters that one value of a statement carries: D1 takes 2 MB, and a character may be three bytes. */
const mostOfValue = 500_000

/** SQL of words that somebody brought, in brackets, however many: in as many values as it takes. */
export function broughtWords(words: readonly string[]): SQL {
  const parts: string[][] = [[]]
  let length = 0
  for (const word of words) {
    if (word.length > longestWord) continue
    length += word.length
    if (length > mostOfValue) {
      parts.push([])
      length = word.length
    }
    parts.at(-1)?.push(word)
  }
  // Rows, since D1 takes no more than five lists one after the other.
  const rows = parts.map((part) => sql`(${JSON.stringify(part)})`)
  return sql`(SELECT word.value AS value FROM (VALUES ${sql.join(rows, sql`, `)}) part, json_each(part.column1) word)`
}
