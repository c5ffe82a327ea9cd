/** Tabs of this browser hear when somebody signs out in one of them: what they show must not stay for whoever comes next. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('gelanggang:keluar')

export function tellSignedOut(personId: string): void {
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(personId)
}

/** `leave` when that person has signed out in another tab. A page that the browser brings back from its memory is loaded anew. */
export function onSignedOut(personId: string, leave: () => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (data === personId) leave()
  }
  const look = ({ persisted }: PageTransitionEvent) => {
    if (persisted) window.location.reload()
  }
  channel?.addEventListener('message', hear)
  window.addEventListener('pageshow', look)
  return () => {
    channel?.removeEventListener('message', hear)
    window.removeEventListener('pageshow', look)
  }
}
