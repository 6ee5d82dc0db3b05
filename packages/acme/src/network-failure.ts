import { failureOf } from '@certwire/http'
import { CaError } from './ca-error.ts'
import type { Endpoint } from './port.ts'

const neverSent = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'],
  'UND_ERR_CONNECT_TIMEOUT',
])
const noTrust = /CERT|SELF_SIGNED|UNABLE_TO_/
const noTls = /^ERR_TLS|^ERR_SSL|^EPROTO$/
const noHttp = /^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$|CONTENT_LENGTH_MISMATCH/

interface Context {
  readonly host: string
  readonly endpoint?: Endpoint | undefined
  readonly changes: boolean
  readonly timedOut: boolean
}

/** Says what the network said, and whether the CA may have got the request all the same. */
export function networkFailure(
  error: unknown,
  { host, endpoint, changes, timedOut }: Context,
): CaError {
  if (error instanceof CaError) return error
  const { code, message } = failureOf(error)
  // Trust is asked for before anything is sent; what else goes wrong with TLS may go wrong at any time.
  const outcomeUnknown = changes && !neverSent.has(code) && !noTrust.test(code)
  const because = { cause: error, outcomeUnknown, endpoint }
  if (timedOut || code.includes('TIMEOUT'))
    return new CaError('ERR_CA_TIMEOUT', `The CA at ${host} did not answer in time.`, because)
  if (noTrust.test(code) || noTls.test(code))
    return new CaError(
      'ERR_CA_TLS',
      `The CA at ${host} has no TLS that is trusted (${code}).`,
      because,
    )
  if (noHttp.test(code))
    // Without a cause, which would carry what was answered.
    return new CaError('ERR_CA_MALFORMED', `What ${host} answers is not HTTP (${code}).`, {
      outcomeUnknown,
    })
  const why = code || message
  return new CaError('ERR_CA_UNREACHABLE', `The CA at ${host} cannot be reached (${why}).`, because)
}
