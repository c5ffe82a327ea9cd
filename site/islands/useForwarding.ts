import { useCallback, useEffect, useState } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { receive } from './answer.ts'
import { submissionsApi, type ProposalView } from './api.ts'
import { useServerClock } from './useServerClock.ts'

const forwardingApi = submissionsApi.proposals[':id'].submissions

/** What passes by itself, so that the same call is sent again: it is answered alike however often it arrives. */
const passing: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
])
const retryMs = [1_000, 2_000, 5_000, 10_000, 15_000]

const keyOf = (id: string) => `gelanggang:niat:${id}`

/** The token must outlive a closed tab: a failure of the portal may last longer than patience. */
function keepIntent(id: string, intent: string): void {
  try {
    localStorage.setItem(keyOf(id), intent)
  } catch {
    // a device that keeps nothing can still forward while the page is open
  }
}

function keptIntent(id: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(id)) ?? undefined
  } catch {
    return undefined
  }
}

export type Forwarding =
  | { state: 'idle' }
  | { state: 'sending'; tries: number }
  | { state: 'refused'; problem: ClientProblem }
  | { state: 'arrived' }

/**
 * Forwards a proposal and does not give up on a network or server that fails: the same call is sent until it is answered. While
 * forwarding is possible the page fetches the token that shows the intent; it goes along and may count after the closing.
 */
export function useForwarding(view: Pick<ProposalView, 'id' | 'version' | 'state' | 'may'>, onArrived: () => void) {
  const { id, version, state } = view
  const [forwarding, setForwarding] = useState<Forwarding>({ state: 'idle' })
  const mayForward = view.may.forward

  useEffect(() => {
    if (!mayForward) return
    void receive(submissionsApi.proposals[':id'].intent.$get({ param: { id } })).then((answer) => {
      if (answer.ok && answer.value.intent !== null) keepIntent(id, answer.value.intent)
    })
  }, [id, version, state, mayForward])

  const forward = useCallback(async () => {
    for (let tries = 1; ; tries += 1) {
      setForwarding({ state: 'sending', tries })
      const intent = keptIntent(id)
      const answer = await receive(forwardingApi.$post({ param: { id }, json: intent === undefined ? {} : { intent } }))
      if (answer.ok) {
        setForwarding({ state: 'arrived' })
        return onArrived()
      }
      if (!passing.has(answer.problem.code)) return setForwarding({ state: 'refused', problem: answer.problem })
      await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(tries, retryMs.length) - 1]))
    }
  }, [id, onArrived])

  return { forwarding, forward }
}

/** Whether forwarding is still worth trying after the closing: a grace runs, and this device has the token of before. */
export function useLateForwarding({ id, state, may, edition }: ProposalView): boolean {
  const clock = useServerClock()
  const isGrace = clock?.graces.some((grace) => grace.edition.slug === edition.slug) ?? false
  return isGrace && state === 'with_agency' && !may.forward && keptIntent(id) !== undefined
}
