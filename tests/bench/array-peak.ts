/** Arrays below this many bytes do not ask the collector first; they are counted all the same. */
const SMALL = 8192

/** Most bytes held at any moment, above those held before: of typed arrays alone, and of arrays and objects together. */
export type Peak = { arrays: number; all: number }

/**
 * What `work` holds at its highest. Every array that is made asks the collector first, so that what is counted is what is
 * held, not what waits to be collected: slow, for measuring only. Needs --expose-gc.
 */
export async function peakBytes(work: () => void): Promise<Peak> {
  const collect = globalThis.gc
  if (!collect) throw new Error('Arrays can be counted only with --expose-gc')
  const held = (): Peak => {
    void collect()
    const { arrayBuffers, heapUsed } = process.memoryUsage()
    return { arrays: arrayBuffers, all: arrayBuffers + heapUsed }
  }
  let before = held()
  // Buffers given up earlier are swept beside the program: wait until no more goes.
  for (let last = Infinity; before.all < last; before = held()) {
    last = before.all
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const peak: Peak = { arrays: 0, all: 0 }
  const restore = [Float64Array, Int32Array, Uint32Array, Uint8Array].map((original) =>
    replace(original, (made) => {
      if (made.byteLength < SMALL) return
      const now = held()
      peak.arrays = Math.max(peak.arrays, now.arrays - before.arrays)
      peak.all = Math.max(peak.all, now.all - before.all)
    }),
  )
  try {
    work()
  } finally {
    for (const back of restore) back()
  }
  return peak
}

type ArrayConstructor = (new (length: number) => ArrayBufferView) & { name: string; prototype: object }

/** Puts a constructor in place of a global one that reports what it makes, for `map` and `slice` too; returns the way back. */
function replace(original: ArrayConstructor, report: (made: ArrayBufferView) => void): () => void {
  const reporting = new Proxy(original, {
    construct(target, given, newTarget) {
      const made: ArrayBufferView = Reflect.construct(target, given, newTarget)
      report(made)
      return made
    },
  })
  const put = (one: ArrayConstructor) => {
    Reflect.set(globalThis, original.name, one)
    Reflect.set(original.prototype, 'constructor', one)
  }
  put(reporting)
  return () => put(original)
}
