import { withDeadline } from '../../deadline.ts'
import { DnsProviderError } from '../../provider-error.ts'
import { sharedBuckets } from '../../token-bucket.ts'
import { type Access, type Connection, connect } from './connect.ts'
import { route53Error } from './error.ts'

const TIMEOUT_MS = 10_000
/** What AWS gives an account, of whose burst of 50 some are left to others. */
const requestsOf = sharedBuckets({
  ...{ capacity: 40, perSecond: 10, limit: 'route53: what the account may ask' },
})
const changesOf = sharedBuckets({
  ...{ capacity: 1500, perSecond: 100, limit: 'route53: what the account may change' },
})

type Send<T> = (
  connection: Connection,
  options: { readonly abortSignal: AbortSignal },
) => Promise<T>

interface Call {
  /** As Route 53 names it. */
  readonly operation: string
  readonly signal: AbortSignal
  /** What it costs of the account's changes. */
  readonly changes?: number
}

/** Makes one call: paced, of ten seconds at most, and rejecting with a `DnsProviderError` or the signal's reason. */
export type Caller = <T>(call: Call, send: Send<T>) => Promise<T>

export function caller(access: Access, clock: () => Date): Caller {
  const account = JSON.stringify(access)
  const [requests, changed] = [requestsOf(account, clock), changesOf(account, clock)]
  let connection: Promise<Connection> | undefined
  const connected = () => {
    connection ??= connect(access).catch((error) => {
      connection = undefined
      throw error
    })
    return connection
  }
  return async ({ operation, signal, changes = 0 }, send) => {
    await requests.take(1, signal)
    if (changes > 0) await changed.take(changes, signal)
    const late = () =>
      new DnsProviderError(
        'ERR_DNS_PROVIDER_UNREACHABLE',
        `route53: ${operation} was not answered within 10 s.`,
      )
    return withDeadline(TIMEOUT_MS, late, signal, async (abortSignal) => {
      try {
        const sent = connected().then((held) => send(held, { abortSignal }))
        // The SDK hears the signal when it sends, not while it looks for credentials.
        return await Promise.race([sent, aborted(abortSignal)])
      } catch (error) {
        abortSignal.throwIfAborted()
        throw error instanceof DnsProviderError ? error : route53Error(error, operation, clock())
      }
    })
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
