import { useSyncExternalStore } from 'react'
import { clock, points } from '#site/text/format.ts'
import { useQueue, type DeskDevice } from './desk-device.ts'
import { readingLink } from './listed-readings.ts'
import { standingReceipt, type Done } from './standing-receipt.ts'

/** What became of the sheet before this one; stays until the next is handed in. */
export function SheetReceipt({ done, device }: { done: Done; device: DeskDevice }) {
  const { readings } = device
  const queued = useQueue(device).find(({ id }) => id === done.id)
  const sheet = useSyncExternalStore(readings.subscribe, () => readings.peek(done.id)?.view?.sheet)
  const standing = standingReceipt(done, queued, sheet)
  if (!standing) return null
  return (
    <p className="sheet-receipt" role="status">
      <Words {...standing} />
    </p>
  )
}

function Words({ done, problem }: NonNullable<ReturnType<typeof standingReceipt>>) {
  const { id, referenceNumber, totalHundredths, handedInAt } = done
  if (problem?.code === 'not_found')
    return (
      <>
        Satu lembar tidak diterima, karena usulannya tidak lagi ditugaskan kepada Anda.{' '}
        <a className="action" href="/juri/">
          Daftar usulan
        </a>
      </>
    )
  if (handedInAt === null)
    return (
      <>
        <b>{referenceNumber}</b> {problem ? 'belum diterima portal.' : 'akan diserahkan ketika tersambung.'}{' '}
        <a className="action" href={readingLink(id)}>
          Buka
        </a>
      </>
    )
  return (
    <>
      Lembar nilai diterima {clock(new Date(handedInAt))}: <b>{referenceNumber}</b>, {points(totalHundredths)}.{' '}
      <a className="action" href="/juri/bukti/">
        Tanda terima
      </a>
    </>
  )
}
