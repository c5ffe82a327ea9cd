import { readProblem, type ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'

/** A line on which nothing has moved for so long (milliseconds) is broken, even when nobody says so. */
const silenceMs = 45_000

export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const sha256Of = async (bytes: BufferSource): Promise<string> =>
  hexOf(await crypto.subtle.digest('SHA-256', bytes))

/** Sends one part with its hash. XMLHttpRequest, because `fetch` does not tell how much has gone out. */
export async function sendChunk(
  id: string,
  number: number,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
  onProgress: (sentBytes: number) => void,
): Promise<Answer<undefined>> {
  const sha256 = await sha256Of(bytes)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const refuse = (problem: ClientProblem) => resolve({ ok: false, problem })
    let silence: ReturnType<typeof setTimeout> | undefined
    const listen = () => {
      clearTimeout(silence)
      silence = setTimeout(() => request.abort(), silenceMs)
    }
    const stop = () => request.abort()
    request.upload.addEventListener('progress', ({ loaded }) => {
      listen()
      onProgress(loaded)
    })
    request.addEventListener('error', () => refuse({ code: 'network' }))
    request.addEventListener('abort', () => refuse({ code: 'network' }))
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve({ ok: true, value: undefined })
      else void problemIn(request).then(refuse)
    })
    request.addEventListener('loadend', () => {
      clearTimeout(silence)
      signal.removeEventListener('abort', stop)
    })
    if (signal.aborted) return refuse({ code: 'network' })
    signal.addEventListener('abort', stop)
    request.open('PUT', `/api/uploads/${encodeURIComponent(id)}/chunks/${number}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-Chunk-SHA256', sha256)
    listen()
    request.send(bytes)
  })
}

async function problemIn(request: XMLHttpRequest): Promise<ClientProblem> {
  try {
    const body: unknown = JSON.parse(request.responseText)
    const problem = await readProblem(body)
    if (problem) return problem
  } catch {
    // not JSON: told below
  }
  return { code: 'unreadable_answer', status: request.status }
}
