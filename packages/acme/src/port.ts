import type { ProblemDocument } from './problem.ts'

/** What the CA is: RFC 8555 §7.1.1. */
export interface Directory {
  readonly newNonce: string
  readonly newAccount: string
  readonly newOrder: string
  readonly revokeCert?: string
  readonly renewalInfo?: string
  readonly externalAccountRequired: boolean
  readonly termsOfService?: string
}

export interface Account {
  readonly url: string
  readonly status: string
}

export interface AccountRequest {
  readonly contact: readonly string[]
  /** Sent only when a new account may be made: a key of this kind can often be used once. */
  readonly eab?: { readonly kid: string; readonly hmacKey: Uint8Array }
  /** Find the account of this key, or fail with `accountDoesNotExist`. RFC 8555 §7.3.1. */
  readonly onlyReturnExisting?: boolean
}

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid'

/** RFC 8555 §7.1.3. `retryAfter` is what the CA asks for with this answer. */
export interface Order {
  readonly url: string
  readonly status: OrderStatus
  readonly expires?: Date
  /** As ordered, a wildcard with its `*.`. */
  readonly names: readonly string[]
  readonly authorizations: readonly string[]
  readonly finalize: string
  readonly certificate?: string
  readonly error?: ProblemDocument
  readonly retryAfter?: Date
}

/** RFC 8555 §7.1.4: `name` is without `*.`, which `wildcard` says instead. */
export interface Authorization {
  readonly url: string
  readonly status: string
  readonly name: string
  readonly wildcard: boolean
  readonly challenges: readonly Challenge[]
}

/** RFC 8555 §7.1.5 and §8. Types that we do not know are kept as they are. */
export interface Challenge {
  readonly url: string
  readonly type: string
  readonly status: string
  readonly token?: string
  readonly error?: ProblemDocument
}

export interface Certificate {
  /** PEM, leaf first. */
  readonly chain: string
  /** URLs of the other chains that the CA offers. RFC 8555 §7.4.2. */
  readonly alternates: readonly string[]
}

/**
 * A CA and our account there: one method for each operation of RFC 8555, and no more.
 *
 * A method sends one request; the only thing repeated is one that the CA refused for its nonce, signed anew, a few
 * times (§6.5). Nothing waits. Rejects with an `AcmeProblem` for what the CA says, with a `CaError` when it could not be
 * asked or did not answer as a CA does; then `outcomeUnknown` says whether the request may have been taken. Many calls
 * may run at once.
 */
export interface AcmePort {
  directory(signal: AbortSignal): Promise<Directory>
  /** Also makes this port speak for the account. The same key finds the same account. */
  newAccount(request: AccountRequest, signal: AbortSignal): Promise<Account>
  /** Not repeatable: a lost answer may leave an order behind at the CA. */
  newOrder(names: readonly string[], signal: AbortSignal): Promise<Order>
  order(url: string, signal: AbortSignal): Promise<Order>
  authorization(url: string, signal: AbortSignal): Promise<Authorization>
  /** Says that the record is there to be looked at: §7.5.1. */
  answerChallenge(url: string, signal: AbortSignal): Promise<void>
  /** `csr` in PEM. Works once for an order; afterwards the CA says `orderNotReady`. */
  finalize(url: string, csr: string, signal: AbortSignal): Promise<void>
  certificate(url: string, signal: AbortSignal): Promise<Certificate>
  close(): Promise<void>
}
