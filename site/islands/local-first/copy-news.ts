const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('gelanggang:salinan')
const here = new EventTarget()
channel?.addEventListener('message', () => here.dispatchEvent(new Event('change')))

/** A sealed copy came or went: told to whoever counts them, in this tab and the others. */
export function tellOfCopies(): void {
  here.dispatchEvent(new Event('change'))
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(null)
}

export function onCopies(listener: () => void): () => void {
  here.addEventListener('change', listener)
  return () => here.removeEventListener('change', listener)
}
