import { readKey } from '../local-first/device.ts'
import { copyPrefix } from '../local-first/sealed-device.ts'
import { findVault, type Vault } from './vault.ts'

/** Documents with words on this device that the portal has not confirmed, whichever tab typed them. */
export async function unsentDocuments(vault: Vault): Promise<string[]> {
  const names = await vault.names(copyPrefix)
  return [...new Set(names.flatMap((name) => readKey(name.slice(copyPrefix.length))?.document ?? []))]
}

/** How many sheets of that person have words that the portal has not confirmed. */
export async function countUnsent(personId: string): Promise<number> {
  const vault = await findVault(personId)
  return vault ? (await unsentDocuments(vault)).length : 0
}
