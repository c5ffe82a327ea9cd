import { mkdirSync, readFileSync } from 'node:fs'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_readConfig as readConfig } from 'wrangler'
import * as z from 'zod'
import { freePort, run } from '#worker/cli/local.ts'
import { openClient, type Client } from './client.ts'
import { secret } from './secret.ts'

/** The Worker as it is deployed, minified. */
export async function buildWorker(folder: string): Promise<string> {
  mkdirSync(`${folder}/no-assets`, { recursive: true })
  const out = `${folder}/worker`
  await run('wrangler', ['deploy', '--dry-run', '--outdir', out, '--minify', '--assets', `${folder}/no-assets`])
  return readFileSync(`${out}/app.js`, 'utf8')
}

/**
 * What the database costs with nothing of ours around it: `/` is one trivial round trip; `/save` is the least that any save of
 * two round trips can do, one trivial reading and one write of the body, into the table that `writeCompetition` makes.
 */
const bare = `export default {
  async fetch(request, env) {
    const one = await env.DB.prepare('SELECT 1 AS one').first()
    if (new URL(request.url).pathname === '/save') {
      const { key, text } = await request.json()
      const save = 'INSERT INTO bench_texts (key, text) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text'
      await env.DB.prepare(save).bind(key, text).run()
    }
    return Response.json(one)
  }
}`

/**
 * The same Worker, with the calls to its database and the rows they read counted. For one request at a time. `raw` and `first` do
 * not say what they read: a reading is asked once more for it, which the round trips do not count.
 */
const counting = `import portal from './app.js'
let trips = 0
let rowsRead = 0
const add = (answer) => {
  for (const { meta } of [answer].flat()) rowsRead += meta?.rows_read ?? 0
}
const count = (prototype, name) => {
  const plain = prototype[name]
  const all = prototype.all
  prototype[name] = async function (...given) {
    trips += 1
    const answer = await plain.apply(this, given)
    if (name === 'run' || name === 'all' || name === 'batch') add(answer)
    else if (/^\\s*(select|with)/i.test(this.statement ?? '')) add(await all.apply(this))
    return answer
  }
}
let isCounting = false
export default {
  async fetch(request, env, context) {
    if (!isCounting) {
      for (const name of ['first', 'run', 'all', 'raw']) count(Object.getPrototypeOf(env.DB.prepare('SELECT 1')), name)
      for (const name of ['batch', 'exec']) count(Object.getPrototypeOf(env.DB), name)
      isCounting = true
    }
    trips = 0
    rowsRead = 0
    const answer = await portal.fetch(request, env, context)
    const headers = new Headers(answer.headers)
    headers.set('x-d1-round-trips', String(trips))
    headers.set('x-d1-rows-read', String(rowsRead))
    return new Response(answer.body, { status: answer.status, headers })
  }
}`

/** What the benchmark takes over from `wrangler.toml`. */
const deployment = z.object({
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  d1_databases: z.array(z.object({ binding: z.string(), database_id: z.string() })),
})

export type Portal = { client: Client; bare: Client; counting: Client; close: () => Promise<void> }

/**
 * Serves the built Worker from this state, each Worker on a socket of its own: no development proxy in between.
 * `inspectorPort`: where its heap can be watched. `port`: where the portal is to be found, also when it comes back.
 */
export async function servePortal(
  script: string,
  state: string,
  inspectorPort?: number,
  port?: number,
): Promise<Portal> {
  const ports = { portal: port ?? (await freePort()), bare: await freePort(), counting: await freePort() }
  const deployed = deployment.parse(readConfig({ config: 'wrangler.toml' }))
  const common = {
    compatibilityDate: deployed.compatibility_date,
    compatibilityFlags: deployed.compatibility_flags,
    bindings: { ORIGIN: `http://localhost:${ports.portal}`, AUTH_SECRET: secret },
    d1Databases: Object.fromEntries(deployed.d1_databases.map((one) => [one.binding, one.database_id])),
    r2Buckets: { FILES: 'gelanggang-files' },
    queueProducers: { JOBS: 'gelanggang-jobs' },
    email: { send_email: [{ name: 'EMAIL' }] },
  }
  const worker = (name: keyof typeof ports, sources: Record<string, string>) => ({
    ...common,
    name,
    modules: Object.entries(sources).map(([path, contents]) => ({ type: 'ESModule' as const, path, contents })),
    unsafeDirectSockets: [{ host: '127.0.0.1', port: ports[name] }],
  })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      ...(inspectorPort !== undefined && { inspectorPort }),
      resourcePersistencePath: `${state}/v3`,
      workers: [
        { ...worker('portal', { 'app.js': script }), queueConsumers: { 'gelanggang-jobs': { maxBatchTimeout: 1 } } },
        worker('bare', { 'bare.js': bare }),
        worker('counting', { 'counting.js': counting, 'app.js': script }),
      ],
    }),
  )
  await miniflare.ready
  const clients = {
    portal: openClient(ports.portal),
    bare: openClient(ports.bare),
    counting: openClient(ports.counting),
  }
  return {
    client: clients.portal.client,
    bare: clients.bare.client,
    counting: clients.counting.client,
    close: async () => {
      for (const { close } of Object.values(clients)) close()
      await miniflare.dispose()
    },
  }
}
