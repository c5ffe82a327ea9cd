import type { Pair } from './assignment.ts'

/** A line of a table of readings as it was given; the first after the head is line 2. */
export type TableLine = { line: number; referenceNumber: string; email: string }

export const lineFaults = [
  'reference_missing',
  'email_missing',
  'unknown_reference',
  'not_read_here',
  'unknown_email',
  'not_a_juror',
  'twice',
  'already_read',
  'conflict',
  'apart',
  'over_cap',
] as const
/** What is wrong with one field of a line. */
export type LineFault = {
  line: number
  field: 'reference_number' | 'email'
  value: string
  fault: (typeof lineFaults)[number]
}

export type KnownTable = {
  /** By reference number; `isRead`: whether the stage reads it. */
  proposals: ReadonlyMap<string, { id: string; isRead: boolean }>
  /** By e-mail address in lower case. `mostReadings`: null for no cap. */
  jurors: ReadonlyMap<string, { id: string; isOfStage: boolean; mostReadings: number | null }>
  isInConflict: (pair: Pair) => boolean
  /** With whom a juror never reads the same proposal. */
  apartFrom: (jurorId: string) => readonly string[]
  readings: readonly (Pair & { state: 'open' | 'handed_in' | 'ended' })[]
}

/** `standing`: lines that are readings already. `ended`: open readings that a whole table leaves out. */
export type CheckedTable = { faults: LineFault[]; added: Pair[]; ended: Pair[]; standing: number }

const keyOf = ({ proposalId, jurorId }: Pair) => `${proposalId} ${jurorId}`

/** Which readings a table adds, or every line that cannot be one. `isWhole`: what it leaves out ends, unless it is handed in. */
export function checkTable(lines: readonly TableLine[], known: KnownTable, isWhole: boolean): CheckedTable {
  const state = new Map<string, string>()
  for (const reading of known.readings) {
    if (state.get(keyOf(reading)) === undefined || reading.state !== 'ended') state.set(keyOf(reading), reading.state)
  }
  const named = new Set<string>()
  const faults: LineFault[] = []
  const fresh: (TableLine & Pair)[] = []
  let standing = 0
  for (const given of lines) {
    const found = findPair(given, known)
    if (!('proposalId' in found)) {
      faults.push(found)
      continue
    }
    const key = keyOf(found)
    const fault = (why: LineFault['fault']) => faults.push({ ...at(given, why), fault: why })
    if (named.has(key)) fault('twice')
    // What stands, stands: also of a juror or a proposal that would get nothing new.
    else if (state.has(key) && state.get(key) !== 'ended') standing += 1
    else if (state.has(key)) fault('already_read')
    else if (!found.isRead) fault('not_read_here')
    else if (!found.isOfStage) fault('not_a_juror')
    else if (known.isInConflict(found)) fault('conflict')
    else fresh.push({ ...given, proposalId: found.proposalId, jurorId: found.jurorId })
    named.add(key)
  }
  const live = known.readings.filter((one) => one.state !== 'ended')
  const ended = isWhole ? live.filter((one) => one.state === 'open' && !named.has(keyOf(one))) : []
  const gone = new Set(ended.map(keyOf))
  const seated = seat(
    fresh,
    live.filter((one) => !gone.has(keyOf(one))),
    known,
  )
  return {
    faults: [...faults, ...seated.faults].toSorted((a, b) => a.line - b.line),
    added: seated.added,
    ended: ended.map(({ proposalId, jurorId }) => ({ proposalId, jurorId })),
    standing,
  }
}

/** The field that a fault is about, with what stands in it. */
const at = ({ line, referenceNumber, email }: TableLine, fault: LineFault['fault']): Omit<LineFault, 'fault'> =>
  ['reference_missing', 'unknown_reference', 'not_read_here'].includes(fault)
    ? { line, field: 'reference_number', value: referenceNumber }
    : { line, field: 'email', value: email }

type Found = Pair & { isRead: boolean; isOfStage: boolean }

function findPair(given: TableLine, { proposals, jurors }: KnownTable): Found | LineFault {
  const fault = (why: LineFault['fault']): LineFault => ({ ...at(given, why), fault: why })
  if (given.referenceNumber === '') return fault('reference_missing')
  if (given.email === '') return fault('email_missing')
  const proposal = proposals.get(given.referenceNumber)
  if (!proposal) return fault('unknown_reference')
  const juror = jurors.get(given.email)
  if (!juror) return fault('unknown_email')
  return { proposalId: proposal.id, jurorId: juror.id, isRead: proposal.isRead, isOfStage: juror.isOfStage }
}

/** Line by line, as long as the juror has room and nobody kept apart reads the same proposal. */
function seat(lines: readonly (TableLine & Pair)[], live: readonly Pair[], { jurors, apartFrom }: KnownTable) {
  const readers = new Map<string, Set<string>>()
  const load = new Map<string, number>()
  const add = ({ proposalId, jurorId }: Pair) => {
    readers.set(proposalId, (readers.get(proposalId) ?? new Set()).add(jurorId))
    load.set(jurorId, (load.get(jurorId) ?? 0) + 1)
  }
  for (const reading of live) add(reading)
  const caps = new Map([...jurors.values()].map(({ id, mostReadings }) => [id, mostReadings ?? Infinity]))
  const faults: LineFault[] = []
  const added: Pair[] = []
  for (const { line, email, proposalId, jurorId } of lines) {
    const there = readers.get(proposalId)
    const fault = (why: LineFault['fault']) => faults.push({ line, field: 'email', value: email, fault: why })
    if (there && apartFrom(jurorId).some((id) => there.has(id))) fault('apart')
    else if ((load.get(jurorId) ?? 0) >= (caps.get(jurorId) ?? 0)) fault('over_cap')
    else {
      add({ proposalId, jurorId })
      added.push({ proposalId, jurorId })
    }
  }
  return { faults, added }
}
