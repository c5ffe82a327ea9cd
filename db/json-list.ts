/** Reads a column that is a JSON list, for `mapWith`. */
export const listOf =
  <Row>() =>
  (json: string): Row[] =>
    JSON.parse(json)
