import { createHash, type KeyObject } from 'node:crypto'
import { publicJwk } from './account-key.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** RFC 7638. */
export const thumbprint = (key: KeyObject): string => sha256(JSON.stringify(publicJwk(key)))

/** The value of the TXT record: RFC 8555 §8.1 and §8.4. */
export const keyAuthorizationDigest = (token: string, accountThumbprint: string): string =>
  sha256(`${token}.${accountThumbprint}`)
