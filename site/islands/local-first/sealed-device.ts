import type { Vault } from '../offline/vault.ts'
import { keyOf, readKey, type Device } from './device.ts'

/** Names of copies in a vault begin so. */
export const copyPrefix = 'copy:'

/** Keeps copies in a vault. Without a vault it keeps none, and the page says so: what must be sealed is never written plainly. */
export function sealedDevice(vault: Vault | null): Device {
  if (!vault) {
    return { keep: () => Promise.resolve(false), forget: () => Promise.resolve(), list: () => Promise.resolve(null) }
  }
  return {
    keep: (document, tab, copy) => vault.put(copyPrefix + keyOf(document, tab), copy),
    forget: (document, tab) => vault.remove(copyPrefix + keyOf(document, tab)),
    list: async (prefix) => {
      const names = await vault.names(copyPrefix + prefix)
      const values = await Promise.all(names.map((name) => vault.get<unknown>(name)))
      return names.flatMap((name, i) => {
        const read = readKey(name.slice(copyPrefix.length))
        return read && values[i] !== undefined ? [{ ...read, value: values[i] }] : []
      })
    },
  }
}
