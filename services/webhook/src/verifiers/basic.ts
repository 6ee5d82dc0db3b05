import { isOneOf } from '../one-of.ts'
import type { Verifier } from '../verifier.ts'

/** `Authorization: Basic …`, RFC 7617, in UTF-8. */
export const basic: Verifier<'basic'> =
  ({ secrets }) =>
  ({ header }) => {
    const given = header('authorization') ?? ''
    const [, base64] = /^Basic ([A-Za-z0-9+/]{1,2000}={0,2})$/i.exec(given) ?? []
    if (base64 === undefined) return 'there is no user and password'
    const pair = Buffer.from(base64, 'base64').toString()
    const known = secrets.map((secret) => secret.reveal())
    return isOneOf(pair, known) ? undefined : 'its user and password are none that are configured'
  }
