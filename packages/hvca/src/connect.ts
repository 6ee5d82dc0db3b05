import { waitFor } from '@certwire/http'
import type { Hvca } from './hvca.ts'
import { HvcaError } from './hvca-error.ts'
import { tokens } from './login.ts'
import { allPages } from './pages.ts'
import { refusalOf } from './refusal.ts'
import { ClaimShape, IssuedShape, understood, Value } from './shapes.ts'
import { type Answer, connectTransport, type Timeouts, type Transport } from './transport.ts'

export interface HvcaOptions {
  /** https, up to and with the version: `https://emea.api.hvca.globalsign.com:8443/v2`. */
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: string
  /** PEM, as from the Atlas portal. */
  readonly clientCertificate: string
  readonly clientKey: string
  /** Whom to trust for its HTTPS, in PEM, instead of the public authorities. */
  readonly tlsCa?: string | undefined
  readonly clock: () => Date
  readonly timeouts?: Timeouts
}

const PATIENCE: Timeouts = { connectMs: 5000, totalMs: 15_000 }

/** Opens no connection yet. */
export function connectHvca({ timeouts = PATIENCE, ...options }: HvcaOptions): Hvca {
  const closing = new AbortController()
  const transport = connectTransport({ ...options, timeouts })
  const get = asker(transport, options, closing.signal)
  const count = async (path: string, signal: AbortSignal): Promise<number> =>
    understood(Value, (await get(path, signal)).json(), path).value
  const claimsOf = (status: string, signal: AbortSignal) => {
    const page = (query: string) => get(`/claims/domains?status=${status}&${query}`, signal)
    return allPages(ClaimShape, page, '/claims/domains')
  }
  return {
    claims: async (signal) => {
      const lists = [await claimsOf('VERIFIED', signal), await claimsOf('PENDING', signal)]
      const isWhole = lists.every((one) => one.isWhole)
      return { items: lists.flatMap(({ items }) => items), isWhole }
    },
    quota: (signal) => count('/quotas/issuance', signal),
    counters: async (signal) => ({
      issued: await count('/counters/certificates/issued', signal),
      revoked: await count('/counters/certificates/revoked', signal),
    }),
    issued: (from, to, signal) => {
      const span = `from=${seconds(from)}&to=${seconds(to)}`
      const page = (query: string) => get(`/stats/issued?${query}&${span}`, signal)
      return allPages(IssuedShape, page, '/stats/issued')
    },
    close: () => {
      closing.abort()
      return transport.close()
    },
  }
}

/** Asks for a path with a token that is made anew once, if it is not taken, and not before HVCA wants to be asked again. */
function asker(
  transport: Transport,
  { apiKey, apiSecret, clock }: Pick<HvcaOptions, 'apiKey' | 'apiSecret' | 'clock'>,
  closing: AbortSignal,
) {
  const known = tokens({ transport, apiKey, apiSecret, clock, signal: closing })
  let pause: HvcaError | undefined
  const asked = async (path: string, signal: AbortSignal): Promise<Answer> => {
    for (let anew = 0; ; anew++) {
      const token = await waitFor(known.get(), signal)
      const answer = await transport.send('GET', path, { token, signal })
      const refusal = refusalOf(answer, clock())
      if (!refusal) return answer
      if (answer.status === 401) known.drop(token)
      if (answer.status !== 401 || anew > 0) throw refusal
    }
  }
  return async (path: string, signal: AbortSignal): Promise<Answer> => {
    if (pause?.retryAfter && pause.retryAfter > clock()) throw pause
    try {
      return await asked(path, signal)
    } catch (error) {
      if (error instanceof HvcaError && error.retryAfter) pause = error
      throw error
    }
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
