import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}
const compressed = new Set(['.html', '.css', '.js', '.json', '.svg', '.txt'])

/** The rules of a site's `_headers`: a path, which may end in `*`, and the headers below it. */
function headersOf(folder: string): (path: string) => Record<string, string> {
  const rules: { path: string; headers: Record<string, string> }[] = []
  for (const line of readFileSync(join(folder, '_headers'), 'utf8').split('\n')) {
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? []
    if (line.startsWith('/')) rules.push({ path: line.trim(), headers: {} })
    else if (name && value) Object.assign(rules.at(-1)?.headers ?? {}, { [name]: value })
  }
  const holds = (rule: string, path: string) =>
    rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule
  return (path) => Object.assign({}, ...rules.filter((rule) => holds(rule.path, path)).map(({ headers }) => headers))
}

/** Serves a built site as the platform does: its files with their headers, text with brotli. */
export function serveFolder(folder: string): Promise<{ origin: string; close: () => void }> {
  const headers = headersOf(folder)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    if (!existsSync(file)) return void response.writeHead(404).end()
    const kind = extname(file)
    const isCompressed = compressed.has(kind) && String(request.headers['accept-encoding']).includes('br')
    const bytes = readFileSync(file)
    response.writeHead(200, {
      ...headers(pathname),
      'content-type': types[kind] ?? 'application/octet-stream',
      ...(isCompressed ? { 'content-encoding': 'br' } : {}),
    })
    response.end(isCompressed ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : bytes)
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address !== 'object' || address === null) return reject(new Error('no port was given'))
      resolve({ origin: `http://127.0.0.1:${address.port}`, close: () => server.close() })
    })
  })
}
