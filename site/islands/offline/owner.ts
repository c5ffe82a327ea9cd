import { promisifyRequest } from 'idb-keyval'
import { database } from './vault-database.ts'

/** Who was last signed in on the jury's pages of this device and has not signed out: whose vault opens without a network. */
export async function findOwner(): Promise<string | undefined> {
  try {
    const owners = (await database()).transaction('owner').objectStore('owner')
    const owner: unknown = await promisifyRequest(owners.get('here'))
    return typeof owner === 'string' ? owner : undefined
  } catch {
    return undefined
  }
}

/** Only once this person's vault is there: an owner without one opens nothing. */
export async function rememberOwner(personId: string): Promise<void> {
  const transaction = (await database()).transaction('owner', 'readwrite')
  transaction.objectStore('owner').put(personId, 'here')
  await promisifyRequest(transaction)
}
