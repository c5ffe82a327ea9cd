import { promisifyRequest } from 'idb-keyval'
import { beginningWith, database } from './vault-database.ts'

/** A person's keys. Signing out takes them away; signing in again makes others, of another generation. */
export type VaultKeys = {
  generation: string
  /** AES-GCM, 256 bits: seals names and contents. */
  seal: CryptoKey
  /** HMAC with SHA-256: turns a name into a record's key. */
  label: CryptoKey
}

export async function findKeys(personId: string): Promise<VaultKeys | undefined> {
  const opened = await database()
  return parseKeys(await promisifyRequest(opened.transaction('keys').objectStore('keys').get(personId)))
}

/** The keys of that person, made where there are none. Two tabs that ask at once get the same. */
export async function ensureKeys(personId: string): Promise<VaultKeys> {
  const found = await findKeys(personId)
  if (found) return found
  const made = await makeKeys()
  const opened = await database()
  const transaction = opened.transaction('keys', 'readwrite')
  const store = transaction.objectStore('keys')
  const there = parseKeys(await promisifyRequest(store.get(personId)))
  if (!there) store.put(made, personId)
  await promisifyRequest(transaction)
  return there ?? made
}

async function makeKeys(): Promise<VaultKeys> {
  const isExtractable = false
  const [seal, label] = await Promise.all([
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, isExtractable, ['encrypt', 'decrypt']),
    crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, isExtractable, ['sign']),
  ])
  return { generation: crypto.randomUUID(), seal, label }
}

function parseKeys(value: unknown): VaultKeys | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('generation' in value && 'seal' in value && 'label' in value)) return undefined
  const { generation, seal, label } = value
  if (typeof generation !== 'string' || !(seal instanceof CryptoKey) || !(label instanceof CryptoKey)) return undefined
  return { generation, seal, label }
}

/**
 * The keys first, in a transaction of their own: from then on nothing can be opened, whatever happens to the rest. Then the
 * records, also those that a tab wrote meanwhile with keys it still had in hand.
 */
export async function destroyKeys(personId: string | undefined): Promise<void> {
  const opened = await database()
  const first = opened.transaction(['keys', 'owner'], 'readwrite')
  const owner = first.objectStore('owner')
  const [store, here] = [first.objectStore('keys'), await promisifyRequest(owner.get('here'))]
  if (personId === undefined) store.clear()
  else store.delete(personId)
  if (personId === undefined || here === personId) owner.clear()
  await promisifyRequest(first)
  await sweepRecords()
}

/** Removes records that no key opens any more. */
export async function sweepRecords(): Promise<void> {
  const opened = await database()
  const transaction = opened.transaction(['keys', 'names', 'contents'], 'readwrite')
  const [names, contents] = [transaction.objectStore('names'), transaction.objectStore('contents')]
  const [people, records]: [unknown[], IDBValidKey[]] = await Promise.all([
    promisifyRequest(transaction.objectStore('keys').getAll()),
    promisifyRequest(names.getAllKeys()),
  ])
  const alive = new Set(people.map((value) => parseKeys(value)?.generation))
  const generations = new Set(records.map((record) => String(record).split('/')[0] ?? ''))
  for (const generation of generations) {
    if (alive.has(generation)) continue
    names.delete(beginningWith(`${generation}/`))
    contents.delete(beginningWith(`${generation}/`))
  }
  await promisifyRequest(transaction)
}
