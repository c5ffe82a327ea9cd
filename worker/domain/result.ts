/** What a rule answers: a value, or an expected refusal that the caller must show. Bugs still throw. */
export type Result<Value, Refusal extends { code: string }> =
  { ok: true; value: Value } | { ok: false; refusal: Refusal }

export const accept = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

export const refuse = <Refusal extends { code: string }>(refusal: Refusal): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal,
})
