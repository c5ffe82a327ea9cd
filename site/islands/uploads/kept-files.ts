import { createStore, promisifyRequest } from 'idb-keyval'

/** Copies of the files on their way, so that a reload does not ask for them again. */
const store = createStore('gelanggang-unggahan', 'berkas')

export type KeptFile = { proposalId: string; ruleId: string; name: string; sha256: string; bytes: Blob; at: number }

/** A copy is of no use longer than the portal keeps the parts. Milliseconds. */
const keptMs = 24 * 3600 * 1000

const keyOf = ({ proposalId, ruleId, sha256 }: Pick<KeptFile, 'proposalId' | 'ruleId' | 'sha256'>) =>
  `${proposalId}/${ruleId}/${sha256}`

/** False when the device has no room or does not allow it: then the file is asked for again after a reload. */
export const keepFile = (file: KeptFile): Promise<boolean> =>
  store('readwrite', (files) => {
    files.put(file, keyOf(file))
    return promisifyRequest(files.transaction)
  }).then(
    () => true,
    () => false,
  )

export const forgetFile = (file: Pick<KeptFile, 'proposalId' | 'ruleId' | 'sha256'>): Promise<void> =>
  store('readwrite', (files) => {
    files.delete(keyOf(file))
    return promisifyRequest(files.transaction)
  }).catch(() => undefined)

/** Copies of one proposal; those that are too old are thrown away. */
export async function keptFiles(proposalId: string, now = Date.now()): Promise<KeptFile[]> {
  const range = IDBKeyRange.bound(`${proposalId}/`, `${proposalId}/\uffff`)
  const values: unknown[] = await store('readonly', (files) => promisifyRequest(files.getAll(range))).catch(() => [])
  const kept = values.filter(isKept)
  const old = kept.filter(({ at }) => now - at > keptMs)
  for (const file of old) void forgetFile(file)
  return kept.filter((file) => !old.includes(file))
}

const isKept = (value: unknown): value is KeptFile =>
  typeof value === 'object' &&
  value !== null &&
  'proposalId' in value &&
  'ruleId' in value &&
  'name' in value &&
  'sha256' in value &&
  'bytes' in value &&
  value.bytes instanceof Blob &&
  'at' in value &&
  typeof value.at === 'number'
