/** Bytes in and out of AES-GCM: 12 random bytes, then the sealed ones with their tag. */
const ivBytes = 12

const asText = new TextEncoder()

/** `context` is checked on opening, so that a sealed value cannot be put in another's place. */
export async function seal(key: CryptoKey, context: string, plain: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: asText.encode(context) },
    key,
    plain,
  )
  const whole = new Uint8Array(ivBytes + sealed.byteLength)
  whole.set(iv)
  whole.set(new Uint8Array(sealed), ivBytes)
  return whole.buffer
}

/** Undefined when it was sealed with another key or for another place, or was altered. */
export async function unseal(
  key: CryptoKey,
  context: string,
  whole: unknown,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!(whole instanceof ArrayBuffer)) return undefined
  const algorithm = {
    name: 'AES-GCM',
    iv: new Uint8Array(whole, 0, Math.min(ivBytes, whole.byteLength)),
    additionalData: asText.encode(context),
  }
  const sealed = new Uint8Array(whole, Math.min(ivBytes, whole.byteLength))
  const opened = await crypto.subtle.decrypt(algorithm, key, sealed).catch(() => undefined)
  return opened && new Uint8Array(opened)
}

/** The first byte says what follows: JSON, bytes, or a Blob (one byte for the length of its type, the type, its bytes). */
const kinds = { json: 0, bytes: 1, blob: 2 } as const

export async function encode(value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (value instanceof Uint8Array) return joined(Uint8Array.of(kinds.bytes), value)
  if (value instanceof Blob) {
    const type = asText.encode(value.type)
    if (type.length > 255) throw new Error('the type of this Blob is too long')
    return joined(Uint8Array.of(kinds.blob, type.length), type, new Uint8Array(await value.arrayBuffer()))
  }
  const json = JSON.stringify(value)
  if (json === undefined) throw new Error('this value cannot be kept: it is neither JSON nor bytes')
  return joined(Uint8Array.of(kinds.json), asText.encode(json))
}

/** What was encoded. The caller says of which type that is, as with any JSON. */
export function decode(plain: Uint8Array<ArrayBuffer>): ReturnType<typeof JSON.parse> {
  if (plain[0] === kinds.json) return JSON.parse(new TextDecoder().decode(plain.subarray(1)))
  if (plain[0] === kinds.bytes) return plain.slice(1)
  const from = 2 + (plain[1] ?? 0)
  return new Blob([plain.subarray(from)], { type: new TextDecoder().decode(plain.subarray(2, from)) })
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
