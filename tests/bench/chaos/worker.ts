/**
 * `node tests/bench/chaos/worker.ts <built worker> <deployment> <state> <port> <origin> [<built site>]`: the Worker in a process group
 * of its own, to be killed. With a built site it serves the pages too, as the platform does.
 */
import { readFileSync } from 'node:fs'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import * as z from 'zod'
import { secret } from '../secret.ts'

const [script = '', deployment = '', state = '', port = '', origin = '', site] = process.argv.slice(2)

const deployed = z
  .object({
    compatibility_date: z.string(),
    compatibility_flags: z.array(z.string()),
    d1_databases: z.array(z.object({ binding: z.string(), database_id: z.string() })),
    assets: z.object({
      binding: z.string(),
      not_found_handling: z.string(),
      html_handling: z.string(),
      run_worker_first: z.array(z.string()),
    }),
  })
  .parse(JSON.parse(readFileSync(deployment, 'utf8')))
const { binding, run_worker_first, ...assetConfig } = deployed.assets
const assets = { binding, run_worker_first, assetConfig, routerConfig: { has_user_worker: true } }

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    log: new Log(LogLevel.ERROR),
    resourcePersistencePath: `${state}/v3`,
    workers: [
      {
        name: 'portal',
        modules: [{ type: 'ESModule', path: 'app.js', contents: readFileSync(script, 'utf8') }],
        compatibilityDate: deployed.compatibility_date,
        compatibilityFlags: deployed.compatibility_flags,
        bindings: { ORIGIN: origin, AUTH_SECRET: secret, DEMO: '1' },
        d1Databases: Object.fromEntries(deployed.d1_databases.map((one) => [one.binding, one.database_id])),
        r2Buckets: { FILES: 'gelanggang-files' },
        queueProducers: { JOBS: 'gelanggang-jobs' },
        queueConsumers: { 'gelanggang-jobs': { maxBatchTimeout: 1 } },
        email: { send_email: [{ name: 'EMAIL' }] },
        ...(site !== undefined && { assets: { ...assets, directory: site } }),
        unsafeDirectSockets: [{ host: '127.0.0.1', port: Number(port) }],
      },
    ],
  }),
)
await miniflare.ready

process.on('SIGUSR2', () => {
  void miniflare.getWorker('portal').then((worker) => worker.scheduled({}))
})
