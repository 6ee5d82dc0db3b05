import { randomBytes } from 'node:crypto'

const maxOutstanding = 10_000
const wellFormed = /^[A-Za-z0-9_-]+$/

/** Replay nonces, RFC 8555 §6.5: each is good for one request; of too many, the oldest are forgotten first. */
export class Nonces {
  readonly #outstanding = new Set<string>()

  issue(): string {
    const nonce = randomBytes(16).toString('base64url')
    this.#outstanding.add(nonce)
    const [oldest] = this.#outstanding
    if (this.#outstanding.size > maxOutstanding && oldest) this.#outstanding.delete(oldest)
    return nonce
  }

  redeem(nonce: string): 'fresh' | 'unknown' | 'malformed' {
    if (!wellFormed.test(nonce)) return 'malformed'
    return this.#outstanding.delete(nonce) ? 'fresh' : 'unknown'
  }
}
