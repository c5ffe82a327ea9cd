/** Before each file: files share a runtime, and find its storage, modules and clock as if it had just been started. */
import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'

vi.useRealTimers()
vi.resetModules()
// What has rested for ten seconds is put away, and a reset empties only what is awake.
await Promise.all([env.DB.prepare('SELECT 1').run(), env.FILES.head('nothing')])
await reset()
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
