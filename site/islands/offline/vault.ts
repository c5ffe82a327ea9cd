import { promisifyRequest } from 'idb-keyval'
import { beginningWith, database } from './vault-database.ts'
import { destroyKeys, ensureKeys, findKeys, sweepRecords, type VaultKeys } from './vault-keys.ts'
import { tellIfUnsent } from './unsent-news.ts'
import { decode, encode, seal, unseal } from './sealing.ts'

/**
 * What a juror's device keeps, sealed with AES-GCM by keys that the browser does not hand out. Names in use:
 *
 * - `me`: who works here, for a page that opens without a network
 * - `list`: the stages and assignments of the list
 * - `prepared`: for which stage the whole assignment was kept, and when
 * - `reading:<assignmentId>`: one proposal with its texts and its rubric
 * - `file:<sha256>`: an attachment, as a Blob
 * - `copy:<document>#<tab>`: what was typed and the portal has not confirmed (`local-first/sealed-device.ts`)
 * - `handin:<assignmentId>`: a sheet that was handed in and waits for the portal
 * - `mark:<assignmentId>`: a reading that was put off, or taken up again, and the portal does not know yet
 *
 * On the disk a name is sealed too; only its first word, the number of records and their sizes can be seen. The record stands
 * under a keyed hash of its name, and the name is part of what the seal covers, so that no record can take another's place.
 */
export type Vault = {
  /** JSON, a Uint8Array or a Blob. False when the device keeps nothing: full, forbidden, or wiped meanwhile. */
  put(name: string, value: unknown): Promise<boolean>
  /** Undefined when there is none, or when it cannot be opened any more. */
  get<T>(name: string): Promise<T | undefined>
  names(prefix: string): Promise<string[]>
  remove(name: string): Promise<void>
  /** Of the sealed contents. */
  sizeBytes(): Promise<number>
}

/** A device that does not answer for this long (milliseconds) keeps nothing. */
const patienceMs = 3000

/** One vault a person and page, so that its acts keep their order. */
const opened = new Map<string, { vault: Promise<Vault | null>; close: () => void }>()

const canSeal = () => typeof indexedDB !== 'undefined' && typeof crypto !== 'undefined' && Boolean(crypto.subtle)

/** Null where the browser cannot seal: no secure context, no IndexedDB, or a window that keeps no keys. */
export function openVault(personId: string): Promise<Vault | null> {
  const there = opened.get(personId)
  if (there) return there.vault
  const state = { isClosed: !canSeal() }
  const vault = state.isClosed ? Promise.resolve(null) : withPatience(begin(personId, state))
  opened.set(personId, {
    vault,
    close: () => {
      state.isClosed = true
    },
  })
  // A device that could not may be able to later.
  void vault.then((one) => one === null && opened.delete(personId))
  return vault
}

/** That person's vault if this device has one; none is made. */
export async function findVault(personId: string): Promise<Vault | null> {
  const keys = canSeal() ? await withPatience(findKeys(personId)) : null
  return keys ? openVault(personId) : null
}

async function begin(personId: string, state: { isClosed: boolean }): Promise<Vault> {
  const vault = vaultOf(await ensureKeys(personId), state)
  void sweepRecords().catch(() => undefined)
  return vault
}

function withPatience<Value>(work: Promise<Value>): Promise<Value | null> {
  const tired = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  return Promise.race([work.catch(() => null), tired])
}

const wipes = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('gelanggang:brankas')
wipes?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data === 'string' || data === null) closeOpened(data ?? undefined)
})

function closeOpened(personId: string | undefined): void {
  for (const [id, { close }] of opened) {
    if (personId !== undefined && id !== personId) continue
    close()
    opened.delete(id)
  }
}

/**
 * At sign-out: the keys first, then the records. Of everybody on this device where nobody is named. Throws when the device has a
 * database and does not let go of it.
 */
export async function wipeVaults(personId?: string): Promise<void> {
  closeOpened(personId)
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  wipes?.postMessage(personId ?? null)
  const isThere = canSeal() && (await withPatience(database())) !== null
  if (isThere && (await withPatience(destroyKeys(personId).then(() => true))) === null) {
    throw new Error('the device did not let go of the vault')
  }
}

function vaultOf({ generation, seal: sealKey, label }: VaultKeys, state: { isClosed: boolean }): Vault {
  const turns = new Map<string, Promise<void>>()

  /**
   * Acts on one name keep their order though sealing takes a moment: the next begins when the transaction of the one before
   * has been started, and IndexedDB keeps the order of those.
   */
  function inTurn<Result>(name: string, prepare: () => Promise<() => Promise<Result>>): Promise<Result> {
    const before = turns.get(name) ?? Promise.resolve()
    const started = before.then(prepare).then((start) => ({ done: start() }))
    const turn = started.then(
      () => undefined,
      () => undefined,
    )
    turns.set(name, turn)
    void turn.then(() => turns.get(name) === turn && turns.delete(name))
    return started.then(({ done }) => done)
  }

  async function recordOf(name: string): Promise<string> {
    const mac = await crypto.subtle.sign('HMAC', label, new TextEncoder().encode(name))
    const hash = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    return `${generation}/${name.split(':', 1)[0]}/${hash}`
  }

  const put = (name: string, value: unknown) =>
    inTurn(name, async () => {
      if (state.isClosed) return () => Promise.resolve(false)
      const [db, record, plain] = await Promise.all([database(), recordOf(name), encode(value)])
      const [content, sealedName] = await Promise.all([
        seal(sealKey, name, plain),
        seal(sealKey, record, new TextEncoder().encode(name)),
      ])
      return async () => {
        if (state.isClosed) return false
        const transaction = db.transaction(['names', 'contents'], 'readwrite')
        transaction.objectStore('names').put({ name: sealedName, bytes: content.byteLength }, record)
        transaction.objectStore('contents').put(content, record)
        const isDone = promisifyRequest(transaction)
        // A tab that dies right after has still kept it.
        transaction.commit()
        await isDone
        tellIfUnsent(name)
        return true
      }
    })

  const get = (name: string) =>
    inTurn(name, async () => {
      const [db, record] = await Promise.all([database(), recordOf(name)])
      return async () => {
        if (state.isClosed) return undefined
        const content: unknown = await promisifyRequest(db.transaction('contents').objectStore('contents').get(record))
        const plain = await unseal(sealKey, name, content)
        return plain && !state.isClosed ? decode(plain) : undefined
      }
    })

  const remove = (name: string) =>
    inTurn(name, async () => {
      const [db, record] = await Promise.all([database(), recordOf(name)])
      return async () => {
        const transaction = db.transaction(['names', 'contents'], 'readwrite')
        transaction.objectStore('names').delete(record)
        transaction.objectStore('contents').delete(record)
        const isDone = promisifyRequest(transaction)
        transaction.commit()
        await isDone
        tellIfUnsent(name)
      }
    })

  async function names(prefix: string): Promise<string[]> {
    if (state.isClosed) return []
    const [word, rest] = prefix.split(':', 2)
    const range = beginningWith(`${generation}/${word}${rest === undefined ? '' : '/'}`)
    const store = (await database()).transaction('names').objectStore('names')
    const [records, values]: [IDBValidKey[], unknown[]] = await Promise.all([
      promisifyRequest(store.getAllKeys(range)),
      promisifyRequest(store.getAll(range)),
    ])
    const found = await Promise.all(
      values.map((value, i) => unseal(sealKey, String(records[i]), parseName(value)?.name)),
    )
    return found.flatMap((plain) => {
      const name = plain && new TextDecoder().decode(plain)
      return name?.startsWith(prefix) ? [name] : []
    })
  }

  async function sizeBytes(): Promise<number> {
    if (state.isClosed) return 0
    const store = (await database()).transaction('names').objectStore('names')
    const values: unknown[] = await promisifyRequest(store.getAll(beginningWith(`${generation}/`)))
    return values.reduce<number>((sum, value) => sum + (parseName(value)?.bytes ?? 0), 0)
  }

  return {
    put: (name, value) => put(name, value).catch(refusedByDevice),
    get: (name) => get(name).catch(() => undefined),
    names: (prefix) => names(prefix).catch(() => []),
    remove: (name) => remove(name).catch(() => undefined),
    sizeBytes: () => sizeBytes().catch(() => 0),
  }
}

/** The device says no with an exception of the browser; anything else is a mistake of the caller. */
function refusedByDevice(error: unknown): false {
  if (error instanceof DOMException) return false
  throw error
}

function parseName(value: unknown): { name: unknown; bytes: number } | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value && 'bytes' in value)) return undefined
  const { name, bytes } = value
  return typeof bytes === 'number' ? { name, bytes } : undefined
}
