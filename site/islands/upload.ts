import { isProblem, type ClientProblem } from '#site/text/problems.ts'
import type { Answer } from './answer.ts'

/** `done` is undefined when the person cancelled. */
export type Upload = { done: Promise<Answer<undefined> | undefined>; cancel: () => void }

/** Sends one file. XMLHttpRequest, because `fetch` does not tell how much has gone out. */
export function upload(address: string, file: File, onProgress: (sentBytes: number) => void): Upload {
  const request = new XMLHttpRequest()
  const done = new Promise<Answer<undefined> | undefined>((resolve) => {
    const refuse = (problem: ClientProblem) => resolve({ ok: false, problem })
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('error', () => refuse({ code: 'network' }))
    request.addEventListener('abort', () => resolve(undefined))
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve({ ok: true, value: undefined })
      else refuse(readProblem(request))
    })
  })
  request.open('POST', address)
  request.setRequestHeader('Content-Type', 'application/pdf')
  request.send(file)
  return { done, cancel: () => request.abort() }
}

function readProblem(request: XMLHttpRequest): ClientProblem {
  try {
    const body: unknown = JSON.parse(request.responseText)
    if (isProblem(body)) return body
  } catch {
    // not JSON: told below
  }
  return { code: 'unreadable_answer', status: request.status }
}
