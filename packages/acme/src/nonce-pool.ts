const MOST = 64
const OLDEST_MS = 3 * 60_000

/** Nonces that answers brought, RFC 8555 §6.5. May be lost at any moment; the freshest goes first. */
export class NoncePool {
  readonly #clock: () => Date
  #nonces: { readonly nonce: string; readonly at: number }[] = []

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  add(nonce: string): void {
    this.#nonces.push({ nonce, at: this.#clock().getTime() })
    if (this.#nonces.length > MOST) this.#nonces.shift()
  }

  take(): string | undefined {
    const found = this.#nonces.pop()
    if (!found) return undefined
    if (found.at >= this.#clock().getTime() - OLDEST_MS) return found.nonce
    // The freshest is too old, so all are.
    this.clear()
    return undefined
  }

  clear(): void {
    this.#nonces = []
  }
}
