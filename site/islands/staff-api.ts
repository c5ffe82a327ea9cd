/** Requests of secretariat, jury and auditor. */
import { isProblem } from '#site/text/problems.ts'
import type { Rules } from '#domain/edition.ts'
import type { Answer } from './answer.ts'
import type * as A from './staff-answers.ts'

async function ask<Value>(method: string, path: string, json?: unknown): Promise<Answer<Value>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(json === undefined ? {} : { body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } }),
    })
    const body = response.status === 204 ? {} : await response.json()
    if (response.ok) return { ok: true, value: body }
    return { ok: false, problem: isProblem(body) ? body : { code: 'unreadable_answer', status: response.status } }
  } catch {
    return { ok: false, problem: { code: 'network' } }
  }
}
const query = (parameters: Record<string, string | null>) =>
  new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString()

const edition = (slug: string) => `/api/editions/${encodeURIComponent(slug)}`
const stage = (slug: string, stageId: string) => `${edition(slug)}/stages/${encodeURIComponent(stageId)}`

export const loadMe = () => ask<A.Me>('GET', '/api/me')
export const listEditions = () => ask<{ editions: A.EditionRow[] }>('GET', '/api/editions')
export const listDrafts = () => ask<{ editions: A.EditionRow[] }>('GET', '/api/editions/drafts')
export const loadEdition = (slug: string) => ask<A.EditionView>('GET', `${edition(slug)}/draft`)
export const listTemplates = () => ask<{ templates: { id: string; name: string }[] }>('GET', '/api/templates')
export const createEdition = (form: { templateId: string; slug: string; name: string; registrationOpensAt: string }) =>
  ask<{ slug: string }>('POST', '/api/editions', form)
export const saveRules = (slug: string, rules: Rules) => ask<object>('PUT', `${edition(slug)}/rules`, { rules })
export const openEdition = (slug: string) => ask<{ version: number }>('POST', `${edition(slug)}/opening`, {})
export const moveStage = (slug: string, id: string, form: { opensAt: string; closesAt: string; reason: string }) =>
  ask<object>('PUT', stage(slug, id), form)
export const closeStage = (slug: string, id: string, reason: string) =>
  ask<object>('POST', `${stage(slug, id)}/early-close`, { reason })
export const loadFunnel = (slug: string) => ask<A.Funnel>('GET', `${edition(slug)}/funnel`)
export const simulate = (slug: string, kind: 'screening' | 'scoring') =>
  ask<{ done: number }>('POST', '/api/demo/simulations', { edition: slug, kind })

export const listScreenings = (slug: string, filter: { state: string; q: string | null; after: string | null }) =>
  ask<A.ScreeningList>('GET', `${edition(slug)}/screenings?${query(filter)}`)
export const loadSubmission = (id: string) => ask<A.SubmissionView>('GET', `/api/submissions/${id}`)
export const recordScreening = (
  id: string,
  form: { outcome: A.ScreeningOutcome; reasonCodes: string[]; note: string; sequence: number },
) => ask<object>('POST', `/api/submissions/${id}/screenings`, form)
export const recordEligible = (slug: string, submissionIds: string[]) =>
  ask<{ done: number; skipped: number }>('POST', `${edition(slug)}/screenings`, { submissionIds, outcome: 'eligible' })
export const submissionFile = (id: string, sha256: string) => `/api/submissions/${id}/attachments/${sha256}`

export const listJurors = (slug: string, stageId: string) =>
  ask<{ jurors: A.Juror[] }>('GET', `${edition(slug)}/jurors?${query({ stage: stageId })}`)
export const addJuror = (
  slug: string,
  form: { name: string; email: string; role: A.JurorRole; agencyId: string | null; post: string },
) => ask<{ id: string }>('POST', `${edition(slug)}/jurors`, form)
export const findAgencies = (q: string) =>
  ask<{ agencies: { id: string; name: string }[] }>('GET', `/api/agencies?${query({ q })}`)
export const planAssignments = (slug: string, stageId: string, form: { seed: number; preview: boolean }) =>
  ask<A.Plan>('POST', `${stage(slug, stageId)}/assignment-plans`, form)
export const loadProgress = (slug: string, stageId: string) =>
  ask<A.Progress>('GET', `${stage(slug, stageId)}/progress`)

export const listReadings = () => ask<{ stages: A.ReadingStage[]; now: string }>('GET', '/api/assignments')
export const loadAssignment = (id: string) => ask<A.AssignmentView>('GET', `/api/assignments/${id}`)
export const saveDraft = (id: string, draft: A.SheetContent & { version: number }) =>
  ask<{ version: number; savedAt: string }>('PUT', `/api/assignments/${id}/draft`, draft)
export const handIn = (id: string, sheet: A.SheetContent) =>
  ask<{ totalHundredths: number; handedInAt: string }>('POST', `/api/assignments/${id}/score-sheet`, sheet)
export const declareConflict = (id: string, reason: string) =>
  ask<{ nextOpenId: string | null }>('POST', `/api/assignments/${id}/conflict`, { reason })
export const assignmentFile = (id: string, sha256: string) => `/api/assignments/${id}/attachments/${sha256}`

export const loadRanking = (slug: string, stageId: string) =>
  ask<A.RankingView>('GET', `${stage(slug, stageId)}/ranking`)
export const loadPlenary = (slug: string, stageId: string) =>
  ask<A.PlenaryView>('GET', `${stage(slug, stageId)}/plenary`)
export const moveInPlenary = (
  slug: string,
  stageId: string,
  form: { proposalId: string; direction: A.MoveDirection; reason: string },
) => ask<object>('POST', `${stage(slug, stageId)}/plenary/moves`, form)
export const decide = (slug: string, stageId: string, form: { decreeNumber: string; decreeDate: string }) =>
  ask<{ places: number }>('POST', `${stage(slug, stageId)}/decision`, form)
export const publish = (slug: string, stageId: string) =>
  ask<{ hash: string }>('POST', `${stage(slug, stageId)}/publication`, {})

export const listAuditEvents = (slug: string, before: string | null) =>
  ask<{ events: A.AuditEvent[]; next: number | null }>('GET', `${edition(slug)}/audit-events?${query({ before })}`)
