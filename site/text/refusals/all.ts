import { accounts } from './accounts.ts'
import { editions } from './editions.ts'
import { files } from './files.ts'
import { interviews } from './interviews.ts'
import { jury } from './jury.ts'
import { proposals } from './proposals.ts'
import { requests } from './requests.ts'
import { results } from './results.ts'
import type { Refusals } from '../problems.ts'

/** Loaded with the first refusal that needs it. A code of the API without its sentence does not compile. */
export const refusals: Refusals = {
  ...requests,
  ...accounts,
  ...editions,
  ...proposals,
  ...files,
  ...jury,
  ...interviews,
  ...results,
}
