import { randomBytes } from 'node:crypto'
import type { VendorRequest } from '../vendor/serve.ts'
import { HvcaRefusal } from './refusal.ts'
import type { State } from './state.ts'

const LIFETIME_MS = 10 * 60_000

/** A token for the key and its secret, good for ten minutes. */
export function login({ headers, body }: VendorRequest, state: State): object {
  if (!/^application\/json;\s*charset=utf-8$/i.test(headers['content-type'] ?? ''))
    throw new HvcaRefusal(415, 'Unsupported media type')
  const { api_key: key, api_secret: secret } = credentials(body)
  if (key !== state.apiKey || secret !== state.apiSecret) throw new HvcaRefusal(401, 'Login failed')
  const token = randomBytes(32).toString('base64url')
  state.tokens.set(token, new Date(state.clock().getTime() + LIFETIME_MS))
  return { access_token: token }
}

export function authenticate({ headers }: VendorRequest, { tokens, clock }: State): void {
  const token = headers.authorization?.match(/^Bearer (.+)$/)?.[1] ?? ''
  const until = tokens.get(token)
  if (!until || until <= clock()) throw new HvcaRefusal(401, 'Unauthorized')
}

function credentials(body: string): { api_key?: unknown; api_secret?: unknown } {
  try {
    return Object(JSON.parse(body))
  } catch {
    throw new HvcaRefusal(400, 'Malformed JSON')
  }
}
