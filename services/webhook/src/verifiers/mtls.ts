import { isOneOf } from '../one-of.ts'
import type { Verifier } from '../verifier.ts'

/** The subject of a client certificate: of the connection itself, or as a trusted proxy in front of us tells it. */
export const mtls: Verifier<'mtls'> =
  ({ subjects, header: name }) =>
  ({ header, isProxied, subject }) => {
    if (name !== undefined && !isProxied) return 'it came past the proxy that knows its certificate'
    const given = name === undefined ? subject : header(name)
    if (given === undefined) return 'there is no client certificate that anybody vouches for'
    return isOneOf(given, subjects) ? undefined : 'its certificate has another subject'
  }
