import { Agent, request } from 'node:http'

export type Call = { method: string; path: string; cookie?: string; body?: unknown }
export type Answer = { status: number; text: string; headers: NodeJS.Dict<string | string[]>; ms: number }
export type Client = (call: Call) => Promise<Answer>

/** A client of a server on this machine that keeps its connections open, as browsers do. */
export function openClient(port: number): { client: Client; close: () => void } {
  const agent = new Agent({ keepAlive: true })
  const origin = `http://localhost:${port}`
  const client: Client = ({ method, path, cookie, body }) =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        host: `localhost:${port}`,
        origin,
        ...(cookie && { cookie }),
        ...(sent !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
      }
      const started = performance.now()
      const asked = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const ms = performance.now() - started
          const text = Buffer.concat(chunks).toString()
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers, ms })
        })
      })
      asked.on('error', reject)
      asked.end(sent)
    })
  return { client, close: () => agent.destroy() }
}

/** As `client`; throws unless the answer has this status. */
export async function expectStatus(client: Client, status: number, call: Call): Promise<Answer> {
  const answer = await client(call)
  if (answer.status !== status) {
    throw new Error(
      `${call.method} ${call.path} answered ${answer.status}, not ${status}: ${answer.text.slice(0, 500)}`,
    )
  }
  return answer
}

/** Each of the clients does its calls one after another, all clients at once. Answers the times and the calls per second. */
export async function inParallel(clients: number, callsEach: number, call: (client: number) => Promise<Answer>) {
  const started = performance.now()
  const times = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const own: number[] = []
      for (let n = 0; n < callsEach; n++) own.push((await call(client)).ms)
      return own
    }),
  )
  const perSecond = (clients * callsEach * 1000) / (performance.now() - started)
  return { times: times.flat(), perSecond }
}
