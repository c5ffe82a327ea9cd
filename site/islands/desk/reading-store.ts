import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'
import type { Vault } from '../offline/vault.ts'
import { loadReading, type HandedIn, type ReadingView } from './desk-api.ts'
import { fileName } from './files.ts'
import type { toHandIn } from './written-sheet.ts'

/** Texts in memory: more than a juror goes back and forth between. */
const mostKept = 60

/** A reading that was fetched this long ago is looked at again when it is opened, milliseconds. */
const freshMs = 20_000

/** A line that has not answered for this long is not waited for where the device has the text, milliseconds. */
const patienceMs = 2500

export type Known = {
  view?: ReadingView
  problem?: ClientProblem
  /** Of a reading that the portal took away while this page had it: what is needed to name the juror's own words, nothing of the text. */
  lost?: Pick<ReadingView, 'rubric' | 'draft'> | undefined
  isFromDevice: boolean
  at: number
}

/** The readings that this page has: in memory, else on the device, else from the portal. */
export function readingStore(vault: Vault | null) {
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<void>>()
  /** Asked for before something happened that the answer may not know of yet. */
  const overtaken = new Set<string>()
  const listeners = new Set<() => void>()

  function set(id: string, one: Known) {
    known.delete(id)
    known.set(id, one)
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - mostKept))) known.delete(oldest)
    for (const listener of listeners) listener()
  }

  const isLost = (id: string) => known.get(id)?.problem?.code === 'not_found'

  const fromDevice = async (id: string): Promise<boolean> => {
    const view = await vault?.get<ReadingView>(nameOf(id))
    if (view && !known.get(id)?.view && !isLost(id)) set(id, { view, isFromDevice: true, at: 0 })
    return view !== undefined
  }

  let turn = Promise.resolve()
  /** One after the other: nothing is put back that was taken away meanwhile. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work))

  /** The copy on the device, where there is one, changes with what is shown: else a day without a network begins with old words. */
  const keep = (id: string, to: (view: ReadingView) => ReadingView) =>
    inTurn(async () => {
      const kept = await vault?.get<ReadingView>(nameOf(id))
      if (kept) await vault?.put(nameOf(id), to(kept))
    })

  async function filesOf(names: readonly string[]): Promise<Set<string>> {
    const views = await Promise.all(names.map((name) => vault?.get<ReadingView>(name)))
    return new Set(views.flatMap((view) => view?.proposal.attachments.map(({ sha256 }) => fileName(sha256)) ?? []))
  }

  /** Texts that are the juror's no more go, and the files that no other kept proposal has. */
  const removeWhere = (isGone: (id: string) => boolean) =>
    inTurn(async () => {
      const names = (await vault?.names(prefix)) ?? []
      const gone = names.filter((name) => isGone(name.slice(prefix.length)))
      if (gone.length === 0) return
      const files = await filesOf(gone)
      const others = await filesOf(names.filter((name) => !gone.includes(name)))
      for (const name of [...gone, ...files]) if (!others.has(name)) await vault?.remove(name)
    })

  const remove = (id: string) => removeWhere((one) => one === id)

  function change(id: string, to: (view: ReadingView) => ReadingView): Promise<void> {
    const there = known.get(id)
    if (there?.view) set(id, { ...there, view: to(there.view) })
    return keep(id, to)
  }

  /** What the portal says is not there for this person stays neither on the screen nor on the device. */
  function lose(id: string): Promise<void> {
    const { view, lost } = known.get(id) ?? {}
    const words = view ? { rubric: view.rubric, draft: view.draft } : lost
    if (underWay.has(id)) overtaken.add(id)
    set(id, { problem: { code: 'not_found' }, lost: words, isFromDevice: false, at: Date.now() })
    return remove(id)
  }

  async function take(id: string, answer: Answer<ReadingView>): Promise<void> {
    if (answer.ok) {
      set(id, { view: answer.value, isFromDevice: false, at: Date.now() })
      return keep(id, () => answer.value)
    }
    const { problem } = answer
    const { view } = known.get(id) ?? {}
    if (problem.code === 'not_found') return lose(id)
    const isKept = view !== undefined || (await fromDevice(id))
    if (!isKept) set(id, { problem, isFromDevice: false, at: 0 })
  }

  function ask(id: string): Promise<void> {
    const running = underWay.get(id)
    if (running) return running
    const asked = loadReading(id)
      .then((answer) => (overtaken.has(id) ? undefined : take(id, answer)))
      .finally(() => {
        underWay.delete(id)
        overtaken.delete(id)
      })
    underWay.set(id, asked)
    // Without a network that answers, the device does.
    setTimeout(() => void (underWay.has(id) && !known.get(id)?.view && fromDevice(id)), patienceMs)
    return asked
  }

  /** What is under way already was asked too early. */
  async function askAnew(id: string): Promise<void> {
    const running = underWay.get(id)
    if (running) overtaken.add(id)
    await running
    return ask(id)
  }

  return {
    peek: (id: string) => known.get(id),
    /** Makes sure that it is there and not old. */
    visit: async (id: string) => {
      const there = known.get(id)
      if (there?.view && Date.now() - there.at < freshMs) return
      if (!there?.view && !navigator.onLine) await fromDevice(id)
      await ask(id)
    },
    /** Before it is asked for. */
    prefetch: async (id: string) => {
      if (known.get(id)?.view) return
      if (!(await fromDevice(id)) && navigator.onLine) await ask(id)
    },
    reload: askAnew,
    /** Where this page shows it or is about to. */
    reloadIfAsked: async (id: string) => {
      if (known.get(id)?.view || underWay.has(id)) await askAnew(id)
    },
    change,
    /** Shown as handed in at once: until the portal is asked again, a sheet without words would stand there. */
    handedIn: (id: string, sheet: ReturnType<typeof toHandIn>, receipt: HandedIn) =>
      change(id, (view) => ({ ...view, draft: null, sheet: { ...sheet, notes: view.draft?.notes ?? '', ...receipt } })),
    lose,
    forget: (id: string) => {
      known.delete(id)
      void remove(id)
    },
    /** By the portal's list: what it has no more opens on this device neither, without a network too. */
    keepOnly: (ids: ReadonlySet<string>) => removeWhere((id) => !ids.has(id)),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type ReadingStore = ReturnType<typeof readingStore>

const prefix = 'reading:'

export const nameOf = (id: string) => prefix + id
