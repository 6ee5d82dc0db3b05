import { refusalOf } from './refusal.ts'
import { Login, understood } from './shapes.ts'
import type { Transport } from './transport.ts'

/** A token lives for ten minutes; one that is about to end may not survive the way. */
const LIFETIME_MS = 9 * 60_000

export interface Tokens {
  /** One that is good as far as we know; those who ask at once share one login. */
  get(): Promise<string>
  /** HVCA does not take it any more. */
  drop(token: string): void
}

interface Deps {
  readonly transport: Transport
  readonly apiKey: string
  readonly apiSecret: string
  readonly clock: () => Date
  /** Of the connection: a login that several wait for is nobody's own. */
  readonly signal: AbortSignal
}

export function tokens({ transport, apiKey, apiSecret, clock, signal }: Deps): Tokens {
  let kept: { token: Promise<string>; value?: string; until: number } | undefined
  const login = async () => {
    const body = { api_key: apiKey, api_secret: apiSecret }
    const answer = await transport.send('POST', '/login', { body, signal })
    const refusal = refusalOf(answer, clock())
    if (refusal) throw refusal
    const { access_token: token } = understood(Login, answer.json(), 'login')
    return token
  }
  return {
    get: () => {
      const now = clock().getTime()
      if (kept && kept.until > now) return kept.token
      const next: typeof kept = { token: login(), until: now + LIFETIME_MS }
      kept = next
      next.token.then(
        (value) => {
          next.value = value
        },
        // A refusal is not kept.
        () => {
          if (kept === next) kept = undefined
        },
      )
      return next.token
    },
    drop: (token) => {
      if (kept?.value === token) kept = undefined
    },
  }
}
