import { useRef, useState } from 'react'
import { receive } from './answer.ts'
import { proposalsApi, type ProposalView } from './api.ts'
import { forgetLocally, keepLocally } from './local-texts.ts'
import { detailsOf, keptDetails, localDetailsId, sameDetails, type Details } from './proposal-details.ts'
import type { SaveStatus } from './SaveState.tsx'
import { useSending } from './useSending.ts'

type Saved = Details & { version: number; at: Date | null }

/** Title, group and first day while they are typed: kept on the device first, saved one request at a time. */
export function useDetails(view: ProposalView, userId: string, reload: () => void) {
  const [form, setForm] = useState(() => keptDetails(view, userId) ?? detailsOf(view))
  const [saved, setSaved] = useState<Saved>(() => ({ ...detailsOf(view), version: view.version, at: null }))
  // What a running save and its followers must see at once, before the next drawing.
  const latest = useRef({ form, saved })
  const underWay = useRef<Promise<boolean>>(undefined)
  const { send, isSending, problem, setProblem } = useSending()

  const change = (part: Partial<Details>) => {
    const next = { ...latest.current.form, ...part }
    latest.current.form = next
    setForm(next)
    const { version } = latest.current.saved
    keepLocally(userId, view.id, localDetailsId, { text: JSON.stringify(next), baseVersion: version, at: Date.now() })
  }

  const settle = (next: Saved) => {
    latest.current.saved = next
    setSaved(next)
    if (sameDetails(latest.current.form, next)) forgetLocally(userId, view.id, localDetailsId)
  }

  const request = async (sent: Details, version: number): Promise<boolean> => {
    const json = { ...sent, startedOn: sent.startedOn || null, version }
    const answer = await send(() => receive(proposalsApi[':id'].$put({ param: { id: view.id }, json })))
    if (answer?.ok) settle({ ...sent, version: answer.value.version, at: new Date() })
    if (answer?.ok || answer?.problem.code === 'details_conflict') reload()
    return answer?.ok ?? false
  }

  /** Saves until the portal has what stands here; false when it refused. `version` is the one it is written over. */
  const save = async (version?: number): Promise<boolean> => {
    if (underWay.current && !(await underWay.current)) return false
    const { form: typed, saved: base } = latest.current
    if (version === undefined && sameDetails(typed, base)) return true
    underWay.current = request(typed, version ?? base.version).finally(() => (underWay.current = undefined))
    return (await underWay.current) && save()
  }

  /** Drops what was typed for what the portal has. */
  const takeStored = () => {
    latest.current.form = detailsOf(view)
    setForm(detailsOf(view))
    settle({ ...detailsOf(view), version: view.version, at: null })
    setProblem(undefined)
  }

  return { form, change, save, takeStored, problem, status: statusOf(isSending, form, saved) }
}

function statusOf(isSending: boolean, form: Details, saved: Saved): SaveStatus {
  if (isSending) return { state: 'saving' }
  if (!sameDetails(form, saved)) return { state: 'unsaved' }
  return { state: 'saved', at: saved.at, version: saved.version }
}
