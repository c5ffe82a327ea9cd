import { readdirSync, readFileSync } from 'node:fs'
import { edition, plenary, rules, scoring } from './competition.ts'
import { lookedThrough } from '#db/agency-proposals.ts'
import { mostCounted } from '#db/mails.ts'
import { mostFollowed } from '#db/screenings.ts'
import type { Field } from './list-field.ts'

/** Rows a list may read beyond those it shows: the session, the edition, choices beside the list, a page of every state. */
export const usual = 1500
/** A search for agencies looks through the candidates of one word, or the whole tree without one: it grows with the country, not with proposals. */
const treeRead = 4000

/** Who asks. */
export type Reader = 'secretariat' | 'admin' | 'author' | 'juror'

/**
 * `list`: reads the rows it shows and a constant. `whole`: an export, or a reckoning over a whole stage, reads everything by its
 * nature and says so here.
 */
export type ListCall = {
  /** File and path of the route it covers, as `funnels.ts /:edition/funnel/days`. */
  route: string
  path: string
  as: Reader
  kind: 'list' | 'whole'
  /** Rows it may read beyond those it shows, where a limit in the code says so. */
  constant?: number
  /** Whether further pages are asked for by `next`, and under which name it goes into the address. */
  next?: 'after' | 'before' | 'cursor'
}

const list = (as: Reader, route: string, path: string, next?: ListCall['next'], constant?: number): ListCall => ({
  route,
  path,
  as,
  kind: 'list' as const,
  ...(next && { next }),
  ...(constant !== undefined && { constant }),
})
const whole = (as: Reader, route: string, path: string): ListCall => ({ route, path, as, kind: 'whole' })

const secretariatLists = (here: string, { jurorId }: Field): ListCall[] => {
  const screenings = (query: string, constant = usual) =>
    list('secretariat', 'screenings.ts /editions/:edition/screenings', `${here}/screenings?${query}`, 'after', constant)
  // Each word is counted, then a stretch of the list is looked through for each, and once more for its end.
  const search = (words: number) => (query: string) => screenings(query, usual + (3 * words + 2) * mostFollowed)
  const agencies = (query: string, constant = usual) =>
    list('secretariat', 'funnels.ts /:edition/funnel/agencies', `${here}/funnel/agencies?${query}`, 'after', constant)
  const mailLog = (filter: string) =>
    list('secretariat', 'mails.ts /log', `/api/mails/log?filter=${filter}`, 'after', usual + 3 * mostCounted)
  const corrections = (state: string) =>
    list('secretariat', 'corrections.ts /', `/api/corrections?state=${state}`, 'after')
  const requests = (state: string) =>
    list('secretariat', 'account-requests.ts /', `/api/account-requests?state=${state}`, 'before')
  return [
    ...['submitted', 'eligible', 'all'].map((state) => screenings(`state=${state}`)),
    ...['submitted&q=inovasi', 'all&q=inovasi', 'all&q=langka7', 'all&q=nomor7', 'all&q=tiada'].map((asked) =>
      search(1)(`state=${asked}`),
    ),
    ...['all&q=simulasi+inovasi', 'all&q=inovasi+nomor7'].map((asked) => search(2)(`state=${asked}`)),
    list('secretariat', 'editions.ts /:edition/funnel', `${here}/funnel`),
    list('secretariat', 'funnels.ts /:edition/funnel/days', `${here}/funnel/days`),
    ...['with_agency', 'draft', 'all'].map((state) => agencies(`state=${state}`)),
    agencies('q=kota', usual + treeRead),
    ...['all', 'waiting', 'failed', 'bounced'].map(mailLog),
    ...['open', 'answered', 'all'].map(corrections),
    ...['open', 'decided'].map(requests),
    list('secretariat', 'editions.ts /:edition/audit-events', `${here}/audit-events`, 'before'),
    list('secretariat', 'editions.ts /:edition/audit-events', `${here}/audit-events?subject=l-proposal-0`),
    list('secretariat', 'invitations.ts /', '/api/invitations'),
    list('secretariat', 'roles.ts /', '/api/roles'),
    list('secretariat', 'editions.ts /drafts', '/api/editions/drafts'),
    list(
      'secretariat',
      'ranking-runs.ts /:edition/stages/:stage/ranking-runs',
      `${here}/stages/${scoring.id}/ranking-runs`,
    ),
    list(
      'secretariat',
      'review-items.ts /:edition/stages/:stage/review-items',
      `${here}/stages/${scoring.id}/review-items`,
    ),
    list('secretariat', 'prior-awards.ts /', `/api/prior-awards?edition=${edition.slug}&q=inovasi`),
    list('secretariat', 'mails.ts /', '/api/mails'),
    list('secretariat', 'jurors.ts /:edition/jurors', `${here}/jurors`),
    list('secretariat', 'jurors.ts /:edition/jurors', `${here}/jurors?stage=${scoring.id}`),
    list(
      'secretariat',
      'assignment-progress.ts /:edition/stages/:stage/progress',
      `${here}/stages/${scoring.id}/progress`,
    ),
    list(
      'secretariat',
      'sheet-withdrawals.ts /:edition/stages/:stage/sheets',
      `${here}/stages/${scoring.id}/sheets`,
      'cursor',
    ),
    list(
      'secretariat',
      'sheet-withdrawals.ts /:edition/stages/:stage/sheets',
      `${here}/stages/${scoring.id}/sheets?juror=${jurorId}`,
      'cursor',
    ),
    list('secretariat', 'juror-profiles.ts /:edition/jurors-apart', `${here}/jurors-apart`),
    list(
      'secretariat',
      'divergences.ts /:edition/stages/:stage/divergences',
      `${here}/stages/${scoring.id}/divergences`,
      'after',
    ),
    list(
      'secretariat',
      'juror-progress.ts /:edition/stages/:stage/juror-progress',
      `${here}/stages/${scoring.id}/juror-progress`,
    ),
    list(
      'secretariat',
      'juror-progress.ts /:edition/stages/:stage/juror-progress/csv',
      `${here}/stages/${scoring.id}/juror-progress/csv`,
    ),
    // What ties bar is reckoned for the jurors of one page: it grows with the proposals of the agencies they are tied to.
    whole('secretariat', 'edition-conflicts.ts /:edition/conflicts', `${here}/conflicts`),
    whole('secretariat', 'edition-conflicts.ts /:edition/conflicts', `${here}/conflicts?juror=${jurorId}`),
    whole('secretariat', 'conflict-tables.ts /:edition/conflict-table', `${here}/conflict-table`),
    list(
      'secretariat',
      'assignment-plans.ts /:edition/stages/:stage/assignment-plans',
      `${here}/stages/${scoring.id}/assignment-plans`,
    ),
  ]
}

const writersLists = ({ agencyId, unitId, proposalId, sectionId }: Field): ListCall[] => {
  const gate = (query: string, constant = usual) =>
    list('admin', 'agency-proposals.ts /', `/api/agency-proposals?agency=${agencyId}&${query}`, 'after', constant)
  // In each of seven states a narrowed list looks through so many rows at most.
  const narrowed = (query: string) => gate(query, usual + 7 * lookedThrough)
  const one = `/api/proposals/${proposalId}`
  return [
    list('author', 'proposals.ts /', '/api/proposals?as=author', 'after'),
    list('admin', 'proposals.ts /', '/api/proposals?as=agency_admin', 'after'),
    list('admin', 'proposals.ts /', `/api/proposals?as=agency_admin&edition=${edition.slug}`, 'after'),
    ...['', 'state=with_agency', 'state=eligible'].map((query) => gate(query)),
    ...[`unit=${unitId}`, 'group=khusus', 'q=nomor+1', 'q=tiada'].map(narrowed),
    list('admin', 'agencies.ts /:id/units', `/api/agencies/${agencyId}/units`),
    list('admin', 'invitations.ts /', `/api/invitations?agency=${agencyId}`),
    list('admin', 'roles.ts /', `/api/roles?agency=${agencyId}`),
    list('admin', 'mails.ts /', '/api/mails'),
    list('admin', 'sessions.ts /', '/api/sessions'),
    list('admin', 'sessions.ts /roles', '/api/me/roles'),
    list(
      'admin',
      'section-revisions.ts /:id/sections/:section/revisions',
      `${one}/sections/${sectionId}/revisions`,
      'before',
    ),
    list('admin', 'attachments.ts /:id/attachments/removed', `${one}/attachments/removed`),
    list('admin', 'uploads.ts /proposals/:id/uploads', `${one}/uploads`),
  ]
}

const ownStage = `edition=${edition.slug}&stage=${scoring.id}`

const jurorsLists: ListCall[] = [
  list('juror', 'assignments.ts /', '/api/assignments'),
  list('juror', 'own-sheets.ts /sheets', `/api/assignments/sheets?${ownStage}`),
  list('juror', 'own-sheets.ts /receipts', `/api/assignments/receipts?${ownStage}`),
  list('juror', 'conflicts.ts /ties', '/api/conflicts/ties'),
]

/** Finalists are some hundred by the rules of every edition; what is asked of each panelist grows with them alone. */
const panelsLists: ListCall[] = [
  list('juror', 'interviews.ts /', '/api/interviews'),
  list('juror', 'interviews.ts /calendar.ics', '/api/interviews/calendar.ics'),
  list('juror', 'visit-sheets.ts /', '/api/visits'),
]

const stageIdOf = (kind: 'interview' | 'field_visit') => rules.stages.find((stage) => stage.kind === kind)?.id ?? ''
const interviewStage = `/api/editions/${edition.slug}/stages/${stageIdOf('interview')}`
const visitStage = `/api/editions/${edition.slug}/stages/${stageIdOf('field_visit')}`

/** A board shows all finalists of a stage; who may go where is reckoned for each of them. */
const boards: ListCall[] = [
  whole('secretariat', 'interview-plans.ts /:edition/stages/:stage/interviews', `${interviewStage}/interviews`),
  whole(
    'secretariat',
    'interview-plans.ts /:edition/stages/:stage/interviews/export',
    `${interviewStage}/interviews/export`,
  ),
  whole('secretariat', 'field-visits.ts /:edition/stages/:stage/visits', `${visitStage}/visits`),
  whole('secretariat', 'field-visits.ts /:edition/stages/:stage/visits/proposal', `${visitStage}/visits/proposal`),
]

const publicLists: ListCall[] = [
  ...['', 'q=kota', 'q=dinas', 'q=dinas+contoh', 'q=palembang&level=top', 'level=top'].map((query) =>
    list('author', 'agencies.ts /', `/api/agencies?${query}`, undefined, usual + treeRead),
  ),
  list('author', 'editions.ts /', '/api/editions'),
  list('author', 'publications.ts /', '/api/publications'),
  list('author', 'clock.ts /', '/api/clock'),
]

const wholes = (here: string, { agencyId, assignmentId }: Field): ListCall[] => [
  whole(
    'secretariat',
    'assignment-tables.ts /:edition/stages/:stage/assignment-table',
    `${here}/stages/${scoring.id}/assignment-table`,
  ),
  whole(
    'secretariat',
    'assignment-plans.ts /:edition/stages/:stage/assignment-plans/compare',
    `${here}/stages/${scoring.id}/assignment-plans/compare?a=l-plan&b=l-plan`,
  ),
  ...['overlap', 'overlap/csv'].map((last) =>
    whole(
      'secretariat',
      `plan-overlaps.ts /:edition/stages/:stage/assignment-plans/:plan/${last}`,
      `${here}/stages/${scoring.id}/assignment-plans/l-plan/${last}`,
    ),
  ),
  whole(
    'secretariat',
    'plan-tables.ts /:edition/stages/:stage/assignment-plans/:plan/table',
    `${here}/stages/${scoring.id}/assignment-plans/l-plan/table`,
  ),
  // What is looked through is all that the juror has to read, whatever the answer has of it.
  whole('juror', 'consolidations.ts /', '/api/consolidations'),
  whole('juror', 'conflicts.ts /readings', '/api/conflicts/readings'),
  whole('juror', 'own-sheets.ts /consistency', `/api/assignments/consistency?${ownStage}`),
  whole('juror', 'juror-progress.ts /pace', `/api/assignments/pace?${ownStage}`),
  whole('juror', 'own-sheets.ts /export', `/api/assignments/export?${ownStage}`),
  whole('juror', 'offline-readings.ts /offline', `/api/assignments/offline?${ownStage}&limit=40`),
  // One reading with its place among all of the juror's own.
  whole('juror', 'assignments.ts /:id', `/api/assignments/${assignmentId}`),
  whole(
    'secretariat',
    'divergences.ts /:edition/stages/:stage/divergences/csv',
    `${here}/stages/${scoring.id}/divergences/csv`,
  ),
  whole('admin', 'agency-proposals.ts /csv', `/api/agency-proposals/csv?agency=${agencyId}`),
  whole('secretariat', 'funnels.ts /:edition/funnel/csv', `${here}/funnel/csv`),
  whole('secretariat', 'rankings.ts /:edition/stages/:stage/ranking', `${here}/stages/${scoring.id}/ranking`),
  whole('secretariat', 'plenaries.ts /:edition/stages/:stage/plenary', `${here}/stages/${plenary.id}/plenary`),
]

/** Every list of the portal, as the people of the field ask for it. */
export function listCalls(field: Field): ListCall[] {
  const here = `/api/editions/${edition.slug}`
  return [
    ...secretariatLists(here, field),
    ...writersLists(field),
    ...jurorsLists,
    ...panelsLists,
    ...boards,
    ...publicLists,
    ...wholes(here, field),
  ]
}

/** Routes that answer one thing, or nothing from the database: no list. */
const single: ReadonlySet<string> = new Set([
  'feedback-letters.ts /:id/feedback-letters',
  'feedback-letters.ts /:id/feedback-letters/:stage',
  'similarities.ts /proposals/:id/similarities',
  'similarities.ts /submissions/:id/similarities',
  'account-requests.ts /:reference',
  'account-requests.ts /form',
  'account-requests.ts /status',
  'account-requests.ts /:id/letter',
  'assignments.ts /:id/attachments/:sha256',
  'score-sheet-revisions.ts /:id/revisions',
  'score-sheet-revisions.ts /:id/revisions/:version',
  'assignment-plans.ts /:edition/stages/:stage/assignment-plans/:plan',
  'consolidations.ts /:id',
  'divergences.ts /:edition/stages/:stage/divergences/:divergence',
  'attachments.ts /:id/attachments/:attachment',
  'bundles.ts /:hash',
  'conflict-tables.ts /:edition/conflict-table/template',
  'corrections.ts /form',
  'corrections.ts /lookup',
  'corrections.ts /:reference',
  'editions.ts /:edition',
  'editions.ts /:edition/draft',
  'eligibility-checks.ts /proposals/:id/eligibility',
  'health.ts /',
  // One panelist's, one interview's, one proposal's.
  'availabilities.ts /:edition/stages/:stage/availabilities',
  'interviews.ts /:slot',
  'interview-clocks.ts /running',
  'interview-clocks.ts /:slot/clock',
  'interview-slots.ts /:edition/stages/:stage/interviewees/:proposal',
  'visit-moves.ts /:edition/stages/:stage/visits/:visit/moves',
  'interviews.ts /:slot/attachments/:sha256',
  'interviews.ts /:slot/materials/:material',
  'interview-materials.ts /:id/interviews',
  'interview-materials.ts /:id/interviews/:slot/calendar.ics',
  'interview-materials.ts /:id/interviews/:slot/materials/:material',
  'visit-sheets.ts /:visit',
  'visit-photos.ts /:visit/photos/:photo',
  'visit-findings.ts /:edition/stages/:stage/visits/:visit/sheets',
  'visit-findings.ts /:edition/stages/:stage/visits/:visit/photos/:photo',
  // Sheets of a stage that is over: refused while the field is in its first stages.
  'visit-findings.ts /:edition/stages/:stage/visits/summary',
  'visit-findings.ts /:edition/stages/:stage/visits/export',
  'proposals.ts /:id',
  'publications.ts /:hash',
  'ranking-runs.ts /:edition/stages/:stage/ranking-runs/:run',
  'ranking-runs.ts /:edition/stages/:stage/ranking-runs/:run/comparison',
  'ranking-runs.ts /:edition/stages/:stage/ranking-runs/:run/download',
  'ranking-runs.ts /:edition/stages/:stage/ranking-runs/:run/bundle',
  'receipts.ts /:id/receipts/:revision',
  'receipts.ts /:id/receipts/:revision/content',
  'search.ts /',
  'section-revisions.ts /:id/sections/:section/revisions/:version',
  'submissions.ts /proposals/:id/intent',
  'submissions.ts /submissions/:id',
  'submissions.ts /submissions/:id/attachments/:sha256',
  'templates.ts /',
  'verifications.ts /',
])

/** File and path of every GET route of the Worker, as a `ListCall` names it. */
const getRoutes = (): string[] =>
  readdirSync('worker/routes').flatMap((file) =>
    [...readFileSync(`worker/routes/${file}`, 'utf8').matchAll(/\.get\(\s*['"`](\/[^'"`]*)['"`],/g)].map(
      ([, path = '']) => `${file} ${path.replace('${draftsPath}', 'drafts')}`,
    ),
  )

/** GET routes that are neither measured nor named as single, and names of routes that are gone. */
export function unmeasuredRoutes(calls: readonly Pick<ListCall, 'route'>[]): string[] {
  const routes = getRoutes()
  const known = [...new Set([...calls.map(({ route }) => route), ...single])]
  return [...routes.filter((route) => !known.includes(route)), ...known.filter((route) => !routes.includes(route))]
}
