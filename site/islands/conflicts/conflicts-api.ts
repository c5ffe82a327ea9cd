/** Requests about conflicts of interest, each read by `receive`. */
import { hc } from 'hono/client'
import type { ConflictReason, ConflictSource, TieKind } from '#domain/conflict.ts'
import type { conflicts, readingConflicts } from '#worker/routes/conflicts.ts'
import type { conflictTables } from '#worker/routes/conflict-tables.ts'
import type { editionConflicts } from '#worker/routes/edition-conflicts.ts'
import type { jurors } from '#worker/routes/jurors.ts'
import { receive, type Body } from '../answer.ts'

const ownApi = hc<typeof conflicts>('/api/conflicts')
const readingsApi = hc<typeof readingConflicts>('/api/assignments')
const jurorsApi = hc<typeof jurors>('/api/editions')
const editionApi = hc<typeof editionConflicts>('/api/editions')
const tableApi = hc<typeof conflictTables>('/api/editions')

export type OwnTie = Body<typeof ownApi.ties.$get>['ties'][number]
export type DeclarableReading = Body<typeof ownApi.readings.$get>['readings'][number]
type Conflicts = Body<(typeof editionApi)[':edition']['conflicts']['$get']>
export type ConflictRow = Conflicts['rows'][number]
export type JuryTie = Conflicts['ties'][number]
export type EndedWord = Conflicts['ended'][number]
export type CheckedConflicts = Body<(typeof tableApi)[':edition']['conflict-table']['$post']>

/** `endsAt`: an instant, or null while it has no end. */
export type Tie = { agencyId: string; kind: TieKind; reason: string; endsAt: string | null }

export const listOwnTies = () => receive(ownApi.ties.$get())
export const addOwnTie = (json: Tie) => receive(ownApi.ties.$post({ json }))
export const listDeclarable = () => receive(ownApi.readings.$get())
export const declareMany = (json: { readingIds: string[]; kind: ConflictReason; reason: string }) =>
  receive(ownApi.declarations.$post({ json }))
export const declareConflict = (id: string, json: { kind: ConflictReason; reason: string }) =>
  receive(readingsApi[':id'].conflict.$post({ param: { id }, json }))

export type Narrowing = {
  juror?: string
  agency?: string
  q?: string
  type?: ConflictRow['type']
  source?: ConflictSource
}

export const listConflicts = (edition: string, query: Narrowing & { after?: string }) =>
  receive(editionApi[':edition'].conflicts.$get({ param: { edition }, query }))
export const listJury = (edition: string) =>
  receive(jurorsApi[':edition'].jurors.$get({ param: { edition }, query: {} }))

type Format = 'csv' | 'xlsx'
const tablePath = (edition: string) => `/api/editions/${encodeURIComponent(edition)}/conflict-table`
export const conflictsFile = (edition: string, query: Narrowing, format: Format) =>
  `${tablePath(edition)}?${new URLSearchParams({ ...query, format }).toString()}`
export const conflictTemplate = (edition: string, format: Format) => `${tablePath(edition)}/template?format=${format}`
/** The file goes as it is. */
export const bringConflicts = (edition: string, file: File, act: 'check' | 'save') =>
  receive(
    tableApi[':edition']['conflict-table'].$post({ param: { edition }, query: { act } }, { init: { body: file } }),
  )
export const setConflict = (
  edition: string,
  json: { jurorId: string; referenceNumber: string; kind: ConflictReason; reason: string },
) => receive(editionApi[':edition'].conflicts.$post({ param: { edition }, json }))
export const endConflict = (edition: string, id: string, reason: string) =>
  receive(editionApi[':edition'].conflicts[':id'].end.$post({ param: { edition, id }, json: { reason } }))
export const setTie = (edition: string, json: Tie & { jurorId: string }) =>
  receive(editionApi[':edition']['juror-ties'].$post({ param: { edition }, json }))
export const endTie = (edition: string, id: string, reason: string) =>
  receive(editionApi[':edition']['juror-ties'][':id'].end.$post({ param: { edition, id }, json: { reason } }))
