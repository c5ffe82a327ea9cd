const lockPrefix = 'gelanggang:tab:'

/** This tab, until it is closed or reloaded. */
export const thisTab = [...crypto.getRandomValues(new Uint8Array(8))]
  .map((n) => n.toString(16).padStart(2, '0'))
  .join('')

// Held as long as the tab lives, however it ends: that is how the others know.
if (navigator.locks) void navigator.locks.request(lockPrefix + thisTab, () => new Promise(() => {}))

/** The tabs of this portal that are open now, on this device. */
export async function openTabs(): Promise<ReadonlySet<string>> {
  const held = navigator.locks ? ((await navigator.locks.query()).held ?? []) : []
  const tabs = held.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : []))
  return new Set([...tabs, thisTab])
}

/** Once that tab is no more. A tab that was killed may be counted among the open ones for a moment. */
export async function whenGone(tab: string): Promise<void> {
  if (navigator.locks) await navigator.locks.request(lockPrefix + tab, () => undefined)
}
