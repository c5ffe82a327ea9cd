import { conflictReasons, tieKinds, tieProblem, type ConflictReason, type HeldKind, type TieKind } from './conflict.ts'
import { folded } from './folded.ts'
import { heldKindNames, reasonNames } from './conflict-words.ts'
import { dayEnds, dayOf } from './jakarta-day.ts'
import { plainLine } from './plain-line.ts'

export const conflictFields = ['email', 'referenceNumber', 'agency', 'agencyCode', 'kind', 'reason', 'endsOn'] as const
export type ConflictField = (typeof conflictFields)[number]

/** A line of a table of conflicts as it was given: of a proposal, or of a tie to an agency. */
export type ConflictLine = { line: number } & Readonly<Record<ConflictField, string>>

export type ConflictFault = {
  line: number
  field: ConflictField
  value: string
  fault: (typeof conflictFaults)[number]
}
export const conflictFaults = [
  'email_missing',
  'unknown_email',
  'not_a_juror',
  'nothing_named',
  'both_named',
  'unknown_reference',
  'unknown_agency',
  'ambiguous_agency',
  'agency_differs',
  'kind_missing',
  'unknown_kind',
  'registry_kind',
  'reason_missing',
  'reason_too_long',
  'end_unreadable',
  'end_needed',
  'end_over',
  'end_of_proposal',
  'differs',
  'twice',
  'too_many',
] as const

type NamedAgency = { id: string; regionCode: string | null; name: string }
export type KnownConflicts = {
  /** By reference number: the id. */
  proposals: ReadonlyMap<string, string>
  /** By address in lower case. */
  jurors: ReadonlyMap<string, { id: string; isOfEdition: boolean }>
  agencies: readonly NamedAgency[]
  /** What was said of pairs and counts. */
  conflicts: readonly { jurorId: string; proposalId: string; kind: ConflictReason; reason: string }[]
  /** What counts now. */
  ties: readonly { jurorId: string; agencyId: string; kind: HeldKind; reason: string; endsAt: Date | null }[]
}

export type NewConflict = { line: number; jurorId: string; proposalId: string; kind: ConflictReason; reason: string }
export type NewTie = {
  line: number
  jurorId: string
  agencyId: string
  kind: TieKind
  reason: string
  endsAt: Date | null
}
/** `standing`: lines that say what counts already. */
export type CheckedConflicts = { faults: ConflictFault[]; conflicts: NewConflict[]; ties: NewTie[]; standing: number }

/** Characters; as the form takes. */
export const longestReason = 1000
/** New lines of one table: more than a secretariat writes at once. They go into one batch with their trail and letters. */
export const mostNewAtOnce = 500

/** `2027-03-01`, `1/3/2027` or `1-3-2027`, as spreadsheets write days here; null for what is no day. */
export function readDay(text: string): string | null {
  const match = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))$/.exec(text)
  if (!match) return null
  const [, y1, m1, d1, d2, m2, y2] = match
  const [year, month, day] = [y1 ?? y2 ?? '', m1 ?? m2 ?? '', d1 ?? d2 ?? '']
  const name = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${name}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== name ? null : name
}

type Reasoned = { reason: string }
const isSameReason = (a: Reasoned, b: Reasoned): boolean => plainLine(a.reason) === plainLine(b.reason)

const idNamed = <Id extends string>(names: Readonly<Record<Id, string>>, ids: readonly Id[], text: string) =>
  ids.find((id) => folded(id) === folded(text) || folded(names[id]) === folded(text))

/** The agency of a code, of a name, or of both; or what keeps it from being known. */
function agencyFinder(agencies: readonly NamedAgency[]) {
  const byCode = new Map(agencies.flatMap((one) => [one.regionCode ?? one.id, one.id].map((code) => [code, one])))
  const byName = new Map<string, NamedAgency[]>()
  for (const one of agencies) byName.set(folded(one.name), [...(byName.get(folded(one.name)) ?? []), one])
  return ({ agency, agencyCode }: ConflictLine): NamedAgency | ConflictFault['fault'] => {
    if (agencyCode === '') {
      const named = byName.get(folded(agency)) ?? []
      return named[1] ? 'ambiguous_agency' : (named[0] ?? 'unknown_agency')
    }
    const coded = byCode.get(agencyCode)
    if (!coded) return 'unknown_agency'
    return agency !== '' && folded(coded.name) !== folded(agency) ? 'agency_differs' : coded
  }
}

type Read = { conflict: NewConflict } | { tie: NewTie } | { standing: true }
type Fault = { field: ConflictField; fault: ConflictFault['fault'] }
const wrong = (field: ConflictField, fault: Fault['fault']): Fault => ({ field, fault })

/** What a table of conflicts and ties would add, or every line that cannot be taken. */
export function checkConflictTable(
  lines: readonly ConflictLine[],
  known: KnownConflicts,
  { now, mostNew }: { now: Date; mostNew: number },
): CheckedConflicts {
  const agencyOf = agencyFinder(known.agencies)
  const said = new Map(known.conflicts.map((one) => [`${one.jurorId} ${one.proposalId}`, one]))
  /** Of one kind there may be several: two posts, two roles. */
  const held = new Map<string, KnownConflicts['ties'][number][]>()
  for (const one of known.ties) {
    const key = `${one.jurorId} ${one.agencyId} ${one.kind}`
    held.set(key, [...(held.get(key) ?? []), one])
  }
  const checked: CheckedConflicts = { faults: [], conflicts: [], ties: [], standing: 0 }
  const named = new Set<string>()
  const claim = (key: string): Fault | null => {
    if (named.has(key)) return wrong('email', 'twice')
    if (named.size === mostNew) return wrong('email', 'too_many')
    named.add(key)
    return null
  }

  const ofProposal = (given: ConflictLine, jurorId: string): Fault | Read => {
    const proposalId = known.proposals.get(given.referenceNumber)
    if (proposalId === undefined) return wrong('referenceNumber', 'unknown_reference')
    const kind = idNamed(reasonNames, conflictReasons, given.kind)
    if (!kind) return wrong('kind', given.kind === '' ? 'kind_missing' : 'unknown_kind')
    if (given.endsOn !== '') return wrong('endsOn', 'end_of_proposal')
    const standing = said.get(`${jurorId} ${proposalId}`)
    if (standing) {
      const isSame = standing.kind === kind && isSameReason(standing, given)
      return isSame ? { standing: true } : wrong('reason', 'differs')
    }
    return (
      reasonFault(given) ??
      claim(`${jurorId} ${proposalId}`) ?? {
        conflict: { line: given.line, jurorId, proposalId, kind, reason: given.reason },
      }
    )
  }

  const ofAgency = (given: ConflictLine, jurorId: string): Fault | Read => {
    const agency = agencyOf(given)
    if (typeof agency === 'string') {
      return wrong(agency === 'unknown_agency' && given.agencyCode !== '' ? 'agencyCode' : 'agency', agency)
    }
    const heldKind = idNamed(heldKindNames, ['post', 'role', ...tieKinds], given.kind)
    if (!heldKind) return wrong('kind', given.kind === '' ? 'kind_missing' : 'unknown_kind')
    const day = given.endsOn === '' ? null : readDay(given.endsOn)
    if (given.endsOn !== '' && day === null) return wrong('endsOn', 'end_unreadable')
    const key = `${jurorId} ${agency.id} ${heldKind}`
    const standing = held.get(key) ?? []
    const alike = standing.filter((one) => isSameReason(one, given))
    if (alike.some(({ endsAt }) => (endsAt === null ? null : dayOf(endsAt)) === day)) return { standing: true }
    const kind = tieKinds.find((one) => one === heldKind)
    if (!kind) return wrong('kind', 'registry_kind')
    if (standing.length > 0) return wrong(alike.length > 0 ? 'endsOn' : 'reason', 'differs')
    const tie = {
      line: given.line,
      jurorId,
      agencyId: agency.id,
      kind,
      reason: given.reason,
      // It counts to the last moment of its last day.
      endsAt: day === null ? null : dayEnds(day),
    }
    const problem = tieProblem(tie, now)?.code
    if (problem === 'tie_end_needed') return wrong('endsOn', 'end_needed')
    if (problem === 'tie_over') return wrong('endsOn', 'end_over')
    return reasonFault(given) ?? claim(key) ?? { tie }
  }

  for (const given of lines) {
    const juror = known.jurors.get(given.email)
    const read =
      placeFault(given, juror) ?? (given.referenceNumber === '' ? ofAgency : ofProposal)(given, juror?.id ?? '')
    if ('fault' in read) checked.faults.push({ line: given.line, ...read, value: given[read.field] })
    else if ('conflict' in read) checked.conflicts.push(read.conflict)
    else if ('tie' in read) checked.ties.push(read.tie)
    else checked.standing += 1
  }
  return checked
}

function reasonFault({ reason }: ConflictLine): Fault | null {
  if (reason === '') return wrong('reason', 'reason_missing')
  return reason.length > longestReason ? wrong('reason', 'reason_too_long') : null
}

/** What is wrong with whom and what a line is about, before it is looked at. */
function placeFault(
  { email, referenceNumber, agency, agencyCode }: ConflictLine,
  juror: { isOfEdition: boolean } | undefined,
): Fault | null {
  if (email === '') return wrong('email', 'email_missing')
  if (!juror) return wrong('email', 'unknown_email')
  if (!juror.isOfEdition) return wrong('email', 'not_a_juror')
  const namesAgency = agency !== '' || agencyCode !== ''
  if (referenceNumber === '') return namesAgency ? null : wrong('referenceNumber', 'nothing_named')
  return namesAgency ? wrong('agency', 'both_named') : null
}
