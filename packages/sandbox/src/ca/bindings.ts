import type { SandboxCaOptions } from './options.ts'

/** The key of an external account (RFC 8555 §7.3.4) and what it is good for. */
export interface SandboxCaEab {
  /** The HMAC key in base64url. */
  readonly key: string
  /** The first account that uses it is the only one; false by default. */
  readonly isSingleUse?: boolean
  /** From then on it binds nothing any more. */
  readonly expires?: Date
}

/** By kid. */
export type Bindings = ReadonlyMap<string, Binding>

export interface Binding extends SandboxCaEab {
  readonly secret: Uint8Array
  /** Thumbprints of the keys that it was used with. */
  readonly users: Set<string>
}

export function bindingsOf({ eab }: SandboxCaOptions): Bindings | undefined {
  if (!eab) return undefined
  const entries = Object.entries(eab).map(([kid, given]) => {
    const full = typeof given === 'string' ? { key: given } : given
    const secret = new Uint8Array(Buffer.from(full.key, 'base64url'))
    return [kid, { ...full, secret, users: new Set<string>() }] as const
  })
  return new Map(entries)
}
