/** The runtime's module, typed with our bindings; the ambient types of the platform would collide with the browser's. */
declare module 'cloudflare:workers' {
  export const env: import('./env.ts').Env
}

/** As much of the runtime's rewriter as we use. */
declare class HTMLRewriter {
  on(
    selector: string,
    handler: { element(element: RewrittenElement): void } | { text(chunk: { readonly text: string }): void },
  ): this
  transform(response: Response): Response
}

interface RewrittenElement {
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  /** Text; what it holds of markup is escaped, unless it is said to be markup. */
  setInnerContent(text: string, options?: { html: boolean }): void
  remove(): void
}

/** As much of Node's module as we use; the platform has it too (`nodejs_compat`). */
declare module 'node:zlib' {
  interface ByteStream {
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end' | 'error', listener: () => void): this
    end(bytes: Uint8Array): void
    destroy(): void
  }
  const constants: { Z_SYNC_FLUSH: number; BROTLI_PARAM_QUALITY: number }
  function createInflate(options: { chunkSize: number; finishFlush: number }): ByteStream
}
