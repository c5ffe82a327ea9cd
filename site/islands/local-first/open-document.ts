import { parseCopy } from './copy.ts'
import { plainDevice, type Device, type FoundCopy } from './device.ts'
import { documentSaver, type DocumentSaver, type Ports, type Stored, type TabMessage } from './document-saver.ts'
import { openTabs, thisTab, whenGone } from './tab.ts'

/** What earlier visits left on the device; null when the device cannot be read, which the page says. */
export async function findLeftCopies(prefix: string, device: Device = plainDevice): Promise<FoundCopy[] | null> {
  const [found, open] = await Promise.all([device.list(prefix), openTabs()])
  return found && found.filter(({ tab }) => !open.has(tab))
}

/** Copies of one document whose tabs are open, each once its tab is gone and has left it behind. */
async function awaitOthers(document: string, device: Device, take: (one: FoundCopy) => void): Promise<void> {
  const [found, open] = await Promise.all([device.list(document), openTabs()])
  for (const { document: of, tab } of found ?? []) {
    if (of !== document || tab === thisTab || !open.has(tab)) continue
    void whenGone(tab).then(async () => {
      const copies = (await device.list(document)) ?? []
      for (const one of copies) if (one.document === document && one.tab === tab) take(one)
    })
  }
}

export type DocumentKind<Content> = Omit<Ports<Content>, 'device' | 'tell' | 'onChange'> & {
  /** Content of that shape, or undefined: what comes from the device or another tab is checked like any input. */
  parse: (value: unknown) => Content | undefined
  /** Where its copies are kept: `plainDevice` unless told. What nobody else may read takes a `sealedDevice`. */
  device?: Device
}

/**
 * Opens one document for writing: `name` tells it apart on this device and begins with the person, so that another one at the
 * same device never meets it.
 */
export function openDocument<Content>(
  name: string,
  stored: Stored<Content>,
  { device = plainDevice, parse, ...kind }: DocumentKind<Content>,
  found: readonly FoundCopy[],
  onChange: () => void,
): DocumentSaver<Content> {
  const channel = new BroadcastChannel(`gelanggang:${name}`)
  const leftIn = ({ document, tab, value }: FoundCopy) => {
    const copy = document === name ? parseCopy(value, parse) : undefined
    return copy ? [{ copy, forget: () => void device.forget(name, tab) }] : []
  }
  const left = found.flatMap(leftIn)
  const saver = documentSaver(stored, left, {
    ...kind,
    device: {
      keep: (copy) => device.keep(name, thisTab, copy),
      forget: () => void device.forget(name, thisTab),
    },
    // A channel reaches this origin only and takes no target.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => channel.postMessage(message),
    onChange,
  })
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = parseMessage(data, parse)
    if (message) saver.hear(message)
  })
  void awaitOthers(name, device, (one) => {
    for (const copy of leftIn(one)) saver.find(copy)
  })
  return {
    ...saver,
    stop: () => {
      saver.stop()
      channel.close()
    },
  }
}

function parseMessage<Content>(
  value: unknown,
  parse: (content: unknown) => Content | undefined,
): TabMessage<Content> | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'opened') return { kind: 'opened' }
  if (value.kind === 'saved' && 'stored' in value) {
    const stored = parseStored(value.stored, parse)
    return stored && { kind: 'saved', stored }
  }
  if (value.kind !== 'typed' || !('content' in value && 'previous' in value && 'base' in value)) return undefined
  const [content, previous, base] = [parse(value.content), parse(value.previous), parseStored(value.base, parse)]
  if (content === undefined || previous === undefined || !base) return undefined
  return { kind: 'typed', content, previous, base }
}

function parseStored<Content>(
  value: unknown,
  parse: (content: unknown) => Content | undefined,
): Stored<Content> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('content' in value && 'version' in value && 'savedAt' in value)) return undefined
  const content = parse(value.content)
  const { version, savedAt } = value
  if (content === undefined || typeof version !== 'number') return undefined
  return { content, version, savedAt: typeof savedAt === 'string' ? savedAt : null }
}
