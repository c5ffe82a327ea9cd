/** Names of what waits on this device for the portal: words of a draft, sheets that were handed in, marks, photographs of a visit. */
export const unsentPrefixes = ['copy:', 'handin:', 'mark:', 'photo:'] as const

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('gelanggang:belum-terkirim')
const here = new EventTarget()
channel?.addEventListener('message', () => here.dispatchEvent(new Event('change')))

/** A record came or went: where it is one that waits, whoever counts them is told, in this tab and the others. */
export function tellIfUnsent(name: string): void {
  if (!unsentPrefixes.some((prefix) => name.startsWith(prefix))) return
  here.dispatchEvent(new Event('change'))
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(null)
}

export function onUnsent(listener: () => void): () => void {
  here.addEventListener('change', listener)
  return () => here.removeEventListener('change', listener)
}
