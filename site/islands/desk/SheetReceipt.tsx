import { clock, points } from '#site/text/format.ts'

/** A sheet that this juror has just handed in. `handedInAt`: null while it waits on the device. */
export type Done = {
  id: string
  referenceNumber: string
  totalHundredths: number
  handedInAt: string | null
  sha256: string | null
}

/** What became of the sheet before this one; stays until the next is handed in. */
export function SheetReceipt({ done: { id, referenceNumber, totalHundredths, handedInAt } }: { done: Done }) {
  const link = `/juri/nilai/?${new URLSearchParams({ penugasan: id }).toString()}`
  return (
    <p className="sheet-receipt" role="status">
      {handedInAt === null ? (
        <>
          <b>{referenceNumber}</b> akan diserahkan ketika tersambung.{' '}
          <a className="action" href={link}>
            Buka
          </a>
        </>
      ) : (
        <>
          Lembar nilai diterima {clock(new Date(handedInAt))}: <b>{referenceNumber}</b>, {points(totalHundredths)}.{' '}
          <a className="action" href="/juri/bukti/">
            Tanda terima
          </a>
        </>
      )}
    </p>
  )
}
