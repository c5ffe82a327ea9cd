/** The runtime's module, typed with our bindings; the ambient types of the platform would collide with the browser's. */
declare module 'cloudflare:workers' {
  export const env: import('./env.ts').Env
}
