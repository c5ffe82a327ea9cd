import { createStore, promisifyRequest } from 'idb-keyval'

/**
 * The plain copies on this device, in IndexedDB. Each tab keeps its own copy of a document, so that two tabs never write over one
 * another; a copy whose tab is gone is found again by the next one that opens the document.
 */
const store = createStore('gelanggang', 'salinan')

/** A device that does not answer for this long (milliseconds) keeps nothing. */
const patience = 3000

export type FoundCopy = { document: string; tab: string; value: unknown }

/** Where the copies of a kind of document are kept. */
export type Device = {
  /** False when the device keeps nothing. */
  keep: (document: string, tab: string, copy: unknown) => Promise<boolean>
  forget: (document: string, tab: string) => Promise<void>
  /** Every copy of the documents whose name begins so; null when the device cannot be read. */
  list: (prefix: string) => Promise<FoundCopy[] | null>
}

export const keyOf = (document: string, tab: string) => `${document}#${tab}`

/** The document and the tab of a copy's key; undefined for a key that is none of ours. */
export function readKey(key: string): { document: string; tab: string } | undefined {
  const [, document, tab] = /^(.*)#([^#]*)$/s.exec(key) ?? []
  return document !== undefined && tab !== undefined ? { document, tab } : undefined
}

/** Commits at once: a tab that dies right after has still kept it. False when the device refuses (full, private, forbidden). */
export function keepCopy(document: string, tab: string, copy: unknown): Promise<boolean> {
  return store('readwrite', (copies) => {
    copies.put(copy, keyOf(document, tab))
    const isDone = promisifyRequest(copies.transaction)
    copies.transaction.commit()
    return isDone
  }).then(
    () => true,
    () => false,
  )
}

export function forgetCopy(document: string, tab: string): Promise<void> {
  return store('readwrite', (copies) => {
    copies.delete(keyOf(document, tab))
    return promisifyRequest(copies.transaction)
  }).catch(() => undefined)
}

export async function listCopies(prefix: string): Promise<FoundCopy[] | null> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  const reading = store('readonly', async (copies) => {
    const [keys, values] = [promisifyRequest(copies.getAllKeys(range)), promisifyRequest(copies.getAll(range))]
    return [await keys, await values] as const
  })
  const tired = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))
  const found = await Promise.race([reading.catch(() => null), tired])
  if (!found) return null
  const [keys, values] = found
  return keys.flatMap((key, i) => {
    const read = readKey(String(key))
    return read ? [{ ...read, value: values[i] }] : []
  })
}

/** Copies as they are, for whoever may read what this browser profile keeps. */
export const plainDevice: Device = { keep: keepCopy, forget: forgetCopy, list: listCopies }

/** Takes every copy of one document from the device, whichever tab made it. */
export async function forgetCopies(device: Device, document: string): Promise<void> {
  const copies = (await device.list(document)) ?? []
  await Promise.all(copies.map((copy) => copy.document === document && device.forget(document, copy.tab)))
}
