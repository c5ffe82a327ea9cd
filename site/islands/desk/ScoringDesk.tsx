import { Suspense, useEffect, useState } from 'react'
import { count } from '#site/text/format.ts'
import { useAddress } from '../useAddress.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import { useDeskDevice, useLists, useQueue, useReading, type DeskDevice } from './desk-device.ts'
import type { ReadingView } from './desk-api.ts'
import { OpenReading } from './OpenReading.tsx'
import { likelyNext, neighbour, nextOpen, type OrderedReading } from './reading-order.ts'
import { SheetReceipt } from './SheetReceipt.tsx'
import type { Done } from './standing-receipt.ts'
import { Wait } from './Wait.tsx'
import { later } from '../later.ts'

const NoLongerMine = later(() => import('./NoLongerMine.tsx').then((module) => module.NoLongerMine))
const Unopened = later(() => import('./Unopened.tsx').then((module) => module.Unopened))

export const ScoringDesk = () => (
  <Workspace roles={['evaluator', 'panelist']}>{(me) => <WithDevice me={me} />}</Workspace>
)

function WithDevice({ me }: { me: Me }) {
  const device = useDeskDevice(me.user.id)
  return device ? <Desk me={me} device={device} /> : <Wait />
}

export type Place = { order: readonly OrderedReading[]; position: number; of: number }

/** The juror's order around a reading; without the list (offline, not kept) as the reading itself tells it. */
function usePlace(device: DeskDevice, id: string | null, view: ReadingView | undefined): Place {
  const lists = useLists(device)?.lists
  const queued = useQueue(device)
  const stage = lists?.stages.find(({ assignments }) => assignments.some((one) => one.id === id))
  const waiting = new Set(queued.map((one) => one.id))
  const order = (stage?.assignments ?? []).map((one) => ({ ...one, isQueued: waiting.has(one.id) }))
  const at = order.findIndex((one) => one.id === id)
  return { order, position: at < 0 ? (view?.position ?? 0) : at + 1, of: at < 0 ? (view?.of ?? 0) : order.length }
}

/** Before the list is there, the reading itself knows its neighbours. */
function likelyFrom(order: Place['order'], view: ReadingView | undefined): string[] {
  if (!view) return []
  if (order.length > 0) return likelyNext(order, view.id)
  return [view.nextOpenId, view.nextId, view.previousId].flatMap((id) => id ?? [])
}

function Desk({ me, device }: { me: Me; device: DeskDevice }) {
  const { get, replace } = useAddress()
  const id = get('penugasan')
  const known = useReading(device, id)
  const view = known?.view
  const { order, position, of } = usePlace(device, id, view)
  const [done, setDone] = useState<Done>()

  const wanted = likelyFrom(order, view).join(' ')
  const isThere = view !== undefined
  useEffect(() => {
    if (!isThere || wanted === '') return
    // After the text that was asked for is on the screen.
    const timer = setTimeout(() => {
      for (const one of wanted.split(' ')) void device.readings.prefetch(one)
    }, 50)
    return () => clearTimeout(timer)
  }, [device, isThere, wanted])

  const open = (to: string | null | undefined) => {
    if (!to) return window.location.assign('/juri/')
    replace({ penugasan: to, bagian: null, kriteria: null, berkas: null, panel: null })
  }
  const moves = {
    next: () => open(order.length > 0 ? nextOpen(order, id)?.id : view?.nextOpenId),
    back: () => {
      const before = id === null ? undefined : (neighbour(order, id, -1)?.id ?? view?.previousId)
      if (before) open(before)
    },
  }
  if (id !== null && !known) return <Wait />
  if (!view || id === null)
    return (
      <Suspense fallback={<Wait />}>
        <Unopened
          problem={known?.problem}
          lost={id !== null && known?.lost ? <NoLongerMine id={id} lost={known.lost} device={device} /> : null}
          onNext={() => {
            if (id !== null && known?.lost) void device.sheets.drop(id)
            moves.next()
          }}
          reload={() => void (id !== null && device.readings.reload(id))}
        />
      </Suspense>
    )
  return (
    <>
      {view.edition.isSimulation && <SimulationBadge />}
      <OpenReading
        key={view.id}
        view={view}
        me={me}
        device={device}
        place={{ position, of }}
        isFromDevice={known.isFromDevice}
        receipt={done && done.id !== view.id ? <SheetReceipt done={done} device={device} /> : null}
        moves={moves}
        onDone={(one) => {
          setDone(one)
          moves.next()
        }}
        onRecused={(nextOpenId) => {
          // Nothing of it stays here: it no longer exists for this juror.
          void device.sheets.drop(view.id)
          device.readings.forget(view.id)
          void device.lists.load()
          open(nextOpenId)
        }}
      />
      <p className="visually-hidden" role="status">
        Usulan {count(position)} dari {count(of)}: {view.proposal.title}
      </p>
    </>
  )
}
