import type { Answer } from '../answer.ts'
import type { Vault } from '../offline/vault.ts'
import { listOwnVisits, loadVisit, type OwnVisits, type VisitView } from './visits-api.ts'

/** From the portal, or without a network as this device has it sealed. What the portal knows no more is forgotten here too. */
async function through<Value>(
  vault: Vault | null,
  name: string,
  ask: () => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const answer = await ask()
  if (answer.ok) {
    void vault?.put(name, answer.value)
    return answer
  }
  if (answer.problem.code === 'not_found') void vault?.remove(name)
  const isCutOff = answer.problem.code === 'network' || answer.problem.code === 'unreadable_answer'
  const kept = isCutOff ? await vault?.get<Value>(name) : undefined
  return kept === undefined ? answer : { ok: true, value: kept }
}

export const loadKeptVisits = (vault: Vault | null): Promise<Answer<OwnVisits>> =>
  through(vault, 'visits', listOwnVisits)

export const loadKeptVisit = (vault: Vault | null, id: string): Promise<Answer<VisitView>> =>
  through(vault, `visit:${id}`, () => loadVisit(id))
