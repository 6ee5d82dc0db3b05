import type { KeyObject } from 'node:crypto'
import { Client } from 'acme-client'
import { publicJwk } from './jwk.ts'

/** A flattened JWS: RFC 7515 §7.2.2. */
export interface Jws {
  readonly protected: string
  readonly payload: string
  readonly signature: string
}

interface Header {
  readonly nonce?: string
  /** The account's URL; without it the public key itself is named. */
  readonly kid?: string
}

export interface Signer {
  /** Without a payload it is a POST-as-GET: RFC 8555 §6.3. */
  sign(url: string, payload: object | undefined, header: Header): Jws
  /** RFC 8555 §7.3.4: over the account's public key, with HS256, without a nonce. */
  bind(url: string, eab: { readonly kid: string; readonly hmacKey: Uint8Array }): Jws
}

/** What we use of acme-client's HTTP client, whose type it does not export. */
interface Signing {
  accountKey: KeyObject
  jwk: object
  createSignedBody(url: string, payload: object | null, header: Header): Jws
  createSignedHmacBody(key: Uint8Array, url: string, payload: object, header: Header): Jws
}

/**
 * acme-client signs and shapes; nothing is ever sent through it. This is the one place that reaches into it, which is
 * why its version is pinned and its signatures are verified by the tests.
 */
export function createSigner(directoryUrl: string, accountKey: KeyObject): Signer {
  // The constructor takes PEM only. It gets none: the key is put in as it is, which also saves parsing it each time.
  const client = new Client({ directoryUrl, accountKey: '' }) as unknown as { http: Signing }
  const { http } = client
  http.jwk = publicJwk(accountKey)
  http.accountKey = accountKey
  return {
    sign: (url, payload, header) => http.createSignedBody(url, payload ?? null, header),
    bind: (url, { kid, hmacKey }) => http.createSignedHmacBody(hmacKey, url, http.jwk, { kid }),
  }
}
