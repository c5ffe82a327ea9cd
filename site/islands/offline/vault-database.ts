/** IndexedDB `gelanggang-juri`: what a juror's device keeps. Nothing in `names` and `contents` can be read without its key. */
const databaseName = 'gelanggang-juri'

/**
 * - `keys`: by person, the keys of this person's records and their generation. They cannot be taken out of the browser.
 * - `names`: by record, the sealed name and the size of the content.
 * - `contents`: by record, the sealed content.
 * - `owner`: under `here`, who was last signed in on this device and has not signed out.
 *
 * A record's key is `<generation>/<class>/<keyed hash of the name>`; the class is the word before the name's first colon.
 */
export type StoreName = 'keys' | 'names' | 'contents' | 'owner'
const storeNames: readonly StoreName[] = ['keys', 'names', 'contents', 'owner']

let connection: Promise<IDBDatabase> | undefined

export function database(): Promise<IDBDatabase> {
  connection ??= connect().catch((error: unknown) => {
    connection = undefined
    throw error
  })
  return connection
}

function connect(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.addEventListener('upgradeneeded', () => {
      for (const name of storeNames) request.result.createObjectStore(name)
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('the device opens no database')))
    request.addEventListener('success', () => {
      const opened = request.result
      const isGone = () => {
        connection = undefined
      }
      // The person clears the site's data, or a later version of this page waits for ours to let go.
      opened.addEventListener('close', isGone)
      opened.addEventListener('versionchange', () => {
        opened.close()
        isGone()
      })
      resolve(opened)
    })
  })
}

/** Every key that begins so. */
export const beginningWith = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
