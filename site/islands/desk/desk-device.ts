import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { onNewChance, useFlushing } from '../local-first/useFlushing.ts'
import { openVault, type Vault } from '../offline/vault.ts'
import { openHandInQueue, type HandInQueue } from './hand-in-queue.ts'
import { laterAtOf, openLaterMarks, type LaterMarks } from './later-marks.ts'
import { readingLists, type KnownLists, type ListStore } from './reading-lists.ts'
import { readingStore, type ReadingStore } from './reading-store.ts'
import { openSheets, type Sheets } from './sheets.ts'
import { pointsOf } from './written-sheet.ts'

/** Everything that a juror's pages keep and send. One a page: leaving a proposal leaves no save behind. */
export type DeskDevice = {
  /** Null where this browser cannot keep anything sealed. */
  vault: Vault | null
  lists: ListStore
  readings: ReadingStore
  sheets: Sheets
  queue: HandInQueue
  marks: LaterMarks
}

const opened = new Map<string, Promise<DeskDevice>>()

function openDevice(personId: string): Promise<DeskDevice> {
  const there = opened.get(personId)
  if (there) return there
  const opening = begin(personId)
  opened.set(personId, opening)
  return opening
}

async function begin(personId: string): Promise<DeskDevice> {
  const vault = await openVault(personId)
  const readings = readingStore(vault)
  const lists = readingLists(vault, (ids) => void readings.keepOnly(ids))
  const sheets = await openSheets(vault, (id, { content, version, savedAt }) => {
    const there = readings.peek(id)?.view
    if (savedAt === null || !there || there.sheet || (there.draft?.version ?? 0) >= version) return
    const points = pointsOf(content)
    const { comments, comment, notes, pins } = content
    const draft = { points, comments: { ...comments }, comment, notes, pins: [...pins], version, savedAt }
    void readings.change(id, (view) => (view.sheet ? view : { ...view, draft }))
    lists.change(id, { state: 'draft', draftFilled: Object.keys(points).length })
  })
  const queue = await openHandInQueue(vault, ({ id, sheet }, answer) => {
    if (answer?.ok) {
      lists.change(id, { state: 'handed_in', totalHundredths: answer.value.totalHundredths })
      void readings.handedIn(id, sheet, answer.value)
      void sheets.drop(id)
    }
    if (answer?.ok === false && answer.problem.code === 'not_found') void readings.lose(id)
    else void readings.reloadIfAsked(id)
  })
  const marks = await openLaterMarks(vault, lists, readings)
  return { vault, lists, readings, sheets, queue, marks }
}

/** What earlier visits typed and could not send is sent by whichever page of the jury is opened next. */
async function sendLeft({ sheets, readings }: DeskDevice): Promise<void> {
  for (const id of sheets.left()) {
    await readings.visit(id)
    const { view, problem } = readings.peek(id) ?? {}
    if (problem?.code === 'not_found') await sheets.drop(id)
    else if (view && !view.sheet) sheets.open(view)
  }
}

const none: readonly [] = []

/** Undefined until the device was read. Sends what waits whenever there is a new chance. */
export function useDeskDevice(personId: string): DeskDevice | undefined {
  const [device, setDevice] = useState<DeskDevice>()
  useEffect(() => {
    let isCurrent = true
    void openDevice(personId).then((one) => isCurrent && setDevice(one))
    return () => {
      isCurrent = false
    }
  }, [personId])
  useFlushing(useMemo(() => (device ? [device.sheets.all] : none), [device]))
  useEffect(() => {
    if (!device) return
    const flush = () => {
      void device.queue.flush()
      void device.marks.flush()
      void sendLeft(device)
    }
    flush()
    return onNewChance(flush)
  }, [device])
  return device
}

/** The list with the marks that are on their way. */
export function useLists(device: DeskDevice): KnownLists | undefined {
  const { lists } = device
  useEffect(() => {
    if (!lists.peek()) void lists.load()
    const again = () => void lists.load()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [lists])
  const known = useSyncExternalStore(lists.subscribe, lists.peek)
  const marks = useMarks(device)
  return useMemo(() => {
    if (!known?.lists || marks.length === 0) return known
    const stages = known.lists.stages.map((stage) => ({
      ...stage,
      assignments: stage.assignments.map((one) => ({ ...one, laterAt: laterAtOf(one, marks) })),
    }))
    return { ...known, lists: { ...known.lists, stages } }
  }, [known, marks])
}

export function useMarks({ marks }: DeskDevice) {
  return useSyncExternalStore(marks.subscribe, marks.list)
}

export function useQueue({ queue }: DeskDevice) {
  return useSyncExternalStore(queue.subscribe, queue.list)
}

/** A reading as this page has it; asked for when it is not there or old. */
export function useReading({ readings }: DeskDevice, id: string | null) {
  useEffect(() => {
    if (id === null) return
    const look = () => void readings.visit(id)
    look()
    window.addEventListener('online', look)
    return () => window.removeEventListener('online', look)
  }, [readings, id])
  return useSyncExternalStore(readings.subscribe, () => (id === null ? undefined : readings.peek(id)))
}
