import { failureOf } from '@certwire/http'
import { HvcaError } from './hvca-error.ts'

// An alert is how a server turns a client certificate down.
const noTls = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^ERR_OSSL|^EPROTO$/
const noHttp = /^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$|CONTENT_LENGTH_MISMATCH/

/** Says what the network said. */
export function networkFailure(error: unknown, host: string, timedOut: boolean): HvcaError {
  if (error instanceof HvcaError) return error
  const { code, message } = failureOf(error)
  const because = { cause: error }
  if (timedOut || code.includes('TIMEOUT'))
    return new HvcaError('ERR_HVCA_TIMEOUT', `HVCA at ${host} did not answer in time.`, because)
  if (noTls.test(code))
    return new HvcaError(
      'ERR_HVCA_TLS',
      `There is no TLS with HVCA at ${host} that both trust (${code}).`,
      because,
    )
  // Without a cause, which would carry what was answered.
  if (noHttp.test(code))
    return new HvcaError('ERR_HVCA_MALFORMED', `What ${host} answers is not HTTP (${code}).`)
  const why = code || message
  const text = `HVCA at ${host} cannot be reached (${why}).`
  return new HvcaError('ERR_HVCA_UNREACHABLE', text, because)
}
