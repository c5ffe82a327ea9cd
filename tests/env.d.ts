/** The test runner's view of the runtime: our bindings, the migrations, and the Worker itself. */
declare module 'cloudflare:workers' {
  export const env: import('../worker/env.ts').Env & { TEST_MIGRATIONS: import('cloudflare:test').D1Migration[] }
  export const exports: { default: { fetch(url: string, init?: RequestInit): Promise<Response> } }
}
