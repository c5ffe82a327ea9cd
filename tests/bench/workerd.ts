import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/** CPU milliseconds of every child of this process so far (Linux: fields 14 and 15 of /proc/PID/stat, 100 ticks a second). */
function childCpu(): number {
  let ticks = 0
  for (const entry of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const [, ...fields] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')
      const stat = fields.join(') ').split(' ')
      if (Number(stat[1]) === process.pid) ticks += Number(stat[11]) + Number(stat[12])
    } catch {
      continue // The process ended between listing and reading.
    }
  }
  return ticks * 10
}

/**
 * Runs a module of this folder in workerd, bundled and minified as a Worker is. The clock stands still inside while it computes, so
 * `ask` tells the CPU milliseconds that answering took, in steps of ten.
 */
export async function openWorkerd(name: string, contents: string) {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const bundled = await build({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
  })
  const worker = {
    name,
    modules: [{ type: 'ESModule' as const, path: `${name}.js`, contents: bundled.outputFiles[0]!.text }],
    compatibilityDate: '2026-10-01',
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  return {
    ask: async (query: Readonly<Record<string, string | number>>): Promise<{ text: string; cpu: number }> => {
      const before = childCpu()
      const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
      const response = await miniflare.dispatchFetch(`http://bench/?${search}`)
      const text = await response.text()
      if (!response.ok) throw new Error(`${search}: ${text}`)
      return { text, cpu: childCpu() - before }
    },
    dispose: () => miniflare.dispose(),
  }
}
