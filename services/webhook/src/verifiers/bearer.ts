import { isOneOf } from '../one-of.ts'
import type { Verifier } from '../verifier.ts'

/** `Authorization: Bearer …`, RFC 6750 §2.1. */
export const bearer: Verifier<'bearer'> =
  ({ secrets }) =>
  ({ header }) => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,1000})$/i.exec(header('authorization') ?? '') ?? []
    if (token === undefined) return 'there is no bearer token'
    const known = secrets.map((secret) => secret.reveal())
    return isOneOf(token, known) ? undefined : 'its bearer token is none that is configured'
  }
