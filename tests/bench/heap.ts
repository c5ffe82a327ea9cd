import * as z from 'zod'

const targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }))
const usage = z.object({
  id: z.number(),
  result: z.object({ usedSize: z.number(), backingStorageSize: z.number().default(0) }),
})

/** Milliseconds between two questions; the isolate answers when its code waits for something. */
const EVERY = 20

/**
 * Asks the isolate of a Worker again and again what its heap and its buffers hold, garbage included. `peak`: the most in MB
 * since it was last asked.
 */
export async function watchHeap(inspectorPort: number, worker: string) {
  const listed = await fetch(`http://127.0.0.1:${inspectorPort}/json`).then((response) => response.json())
  const target = targets.parse(listed).find(({ id }) => id.includes(worker))
  if (!target) throw new Error(`no Worker ${worker} to inspect among ${JSON.stringify(listed)}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let [most, asked] = [0, 0]
  socket.addEventListener('message', ({ data }) => {
    const heard = usage.safeParse(JSON.parse(String(data)))
    if (heard.success) most = Math.max(most, heard.data.result.usedSize + heard.data.result.backingStorageSize)
  })
  const ask = () => socket.send(JSON.stringify({ id: ++asked, method: 'Runtime.getHeapUsage' }))
  const clock = setInterval(ask, EVERY)
  return {
    peak: async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 5 * EVERY))
      const peak = most
      most = 0
      return Math.round(peak / 1e6)
    },
    close: () => {
      clearInterval(clock)
      socket.close()
    },
  }
}
