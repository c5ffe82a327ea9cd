import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { staticSite } from './tests/api/static-site.ts'
import { LongestFirst } from './tests/e2e/longest-first.ts'

const migrations = await readD1Migrations('db/migrations')

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'domain',
          include: ['tests/domain/**/*.test.ts', 'tests/architecture.test.ts', 'tests/schema.test.ts'],
          // Some compare with 100,000 draws; a machine at work on other things is no failure.
          testTimeout: 60_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: './worker/app.ts',
            miniflare: {
              compatibilityDate: '2026-11-01',
              compatibilityFlags: ['nodejs_compat'],
              d1Databases: ['DB'],
              r2Buckets: { FILES: 'files' },
              queueProducers: { JOBS: 'jobs' },
              queueConsumers: { jobs: { maxBatchTimeout: 0.05, maxRetries: 2, retryDelay: 1 } },
              email: { send_email: [{ name: 'EMAIL' }] },
              serviceBindings: { ASSETS: staticSite },
              bindings: {
                ORIGIN: 'http://localhost',
                AUTH_SECRET: 'a-secret-of-the-tests-0123456789abcdef',
                DEMO: '1',
                TEST_MIGRATIONS: migrations,
              },
            },
          }),
        ],
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          setupFiles: ['tests/api/setup.ts'],
          // A runtime of its own costs each file more than its tests do: they share one a worker, which the set-up empties.
          isolate: false,
          // A machine at work on other things is no failure here either.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/e2e/**/*.e2e.ts'],
          globalSetup: ['tests/e2e/portal.ts'],
          // They wait more than they work.
          maxWorkers: 3,
          // Nothing outlives a file but the modules it has loaded: each has its own portal and contexts of the one browser.
          isolate: false,
          // A machine at work on other things is no failure here either.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          globalSetup: ['tests/site/builds.ts'],
          maxWorkers: 2,
          // As the journeys do.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
