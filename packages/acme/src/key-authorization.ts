import { createHash, type KeyObject } from 'node:crypto'
import { CaError } from './ca-error.ts'
import { publicJwk } from './jwk.ts'

/** RFC 8555 §8.1: base64url, for a token goes into names, paths and records. */
export const TOKEN = /^[A-Za-z0-9_-]{1,256}$/

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** RFC 7638, of a private or a public key. */
export const thumbprint = (key: KeyObject): string => sha256(JSON.stringify(publicJwk(key)))

/**
 * The value of the TXT record that answers a dns-01 challenge: RFC 8555 §8.1 and §8.4. Takes the account's key, or its
 * thumbprint where that is known already. A token that is none is `ERR_CA_MALFORMED`.
 */
export function keyAuthorizationDigest(token: string, account: KeyObject | string): string {
  if (!TOKEN.test(token))
    throw new CaError('ERR_CA_MALFORMED', 'The CA gave a token that is not base64url.')
  return sha256(`${token}.${typeof account === 'string' ? account : thumbprint(account)}`)
}
