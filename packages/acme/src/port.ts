import type { KeyObject } from 'node:crypto'
import type { ProblemDocument } from './problem-document.ts'

/** What the CA is: RFC 8555 §7.1.1. */
export interface Directory {
  readonly newNonce: string
  readonly newAccount: string
  readonly newOrder: string
  readonly revokeCert?: string
  readonly keyChange?: string
  /** RFC 9773. This one and the two above are missing also where they are outside of the CA's origins. */
  readonly renewalInfo?: string
  /** Some CAs say no and mean yes: a binding is sent wherever there is one. */
  readonly externalAccountRequired: boolean
  readonly termsOfService?: string
  /** What a CAA record has to name. */
  readonly caaIdentities: readonly string[]
  /** draft-ietf-acme-profiles: name → what it is. */
  readonly profiles?: Readonly<Record<string, string>>
}

/** RFC 8555 §7.1.2. */
export interface Account {
  readonly url: string
  readonly status: 'valid' | 'deactivated' | 'revoked'
  readonly contact: readonly string[]
  /** As the CA says it: not checked. */
  readonly orders?: string
}

export interface AccountRequest {
  readonly contact: readonly string[]
  /** Sent only when a new account may be made: a key of this kind can often be used once. */
  readonly eab?: { readonly kid: string; readonly hmacKey: Uint8Array }
  /** Find the account of this key, or fail with `accountDoesNotExist`. RFC 8555 §7.3.1. */
  readonly onlyReturnExisting?: boolean
}

/** RFC 8555 §7.3.2 and §7.3.3: what is not there stays as it is. */
export interface AccountUpdate {
  /** The whole of it; an empty list takes every contact away. */
  readonly contact?: readonly string[]
  /** Agrees to the terms as they are now. */
  readonly termsOfServiceAgreed?: true
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

/** An order as `finalize` answers it: without its URL, which that answer does not have. */
export type FinalizedOrder = Omit<Order, 'url'>

export interface OrderOptions {
  /** The certificate that this order's will replace, as RFC 9773 §4.1 names it. Left out at a CA without `renewalInfo`. */
  readonly replaces?: string
  /** One of the directory's `profiles`; any other is refused before it is sent, with `ERR_CA_PROFILE_UNKNOWN`. */
  readonly profile?: string
  /** RFC 8555 §7.4, a `Date` or RFC 3339 text. A CA that does not let them be chosen refuses the order. */
  readonly notBefore?: Date | string
  readonly notAfter?: Date | string
}

/** RFC 8555 §7.1.4: `name` is without `*.`, which `wildcard` says instead. */
export interface Authorization {
  readonly url: string
  readonly status: 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' | 'revoked'
  readonly name: string
  readonly wildcard: boolean
  readonly expires?: Date
  readonly challenges: readonly Challenge[]
  readonly retryAfter?: Date
}

/** RFC 8555 §7.1.5 and §8. Types that we do not know are kept as they are. */
export interface Challenge {
  readonly url: string
  readonly type: string
  readonly status: 'pending' | 'processing' | 'valid' | 'invalid'
  readonly token?: string
  /** Of dns-persist-01: the names of which one has to stand in the record. */
  readonly issuerDomainNames?: readonly string[]
  /** Final only when the status is `invalid`: a CA that tries again by itself says meanwhile why it has to (§8.2). */
  readonly error?: ProblemDocument
  readonly retryAfter?: Date
}

export interface Certificate {
  /** PEM, leaf first. */
  readonly chain: string
  /** URLs of the other chains that the CA offers. RFC 8555 §7.4.2. */
  readonly alternates: readonly string[]
}

/** RFC 9773 §4.2. */
export interface RenewalInfo {
  /** `end` is after `start`. */
  readonly window: { readonly start: Date; readonly end: Date }
  /** Why the window is where it is, for a person. Not checked: do not fetch it. */
  readonly explanationUrl?: string
  /** When to ask again. */
  readonly retryAfter?: Date
}

export interface RevokeOptions {
  /** Of RFC 5280 §5.3.1. */
  readonly reason?: number
  /** The certificate's own key signs instead of the account's; then no account is needed. RFC 8555 §7.6. */
  readonly key?: KeyObject
}

/** What a request is for, as far as CAs limit the rate of some and not of others. */
export type Endpoint =
  | 'directory'
  | 'newNonce'
  | 'newAccount'
  | 'newOrder'
  | 'revokeCert'
  | 'renewalInfo'
  | 'other'

/** Called before each request and waited for; what it rejects with is what the operation rejects with. */
export type Pace = (endpoint: Endpoint, signal: AbortSignal) => Promise<void>

/**
 * A CA and our account there: one method for each operation of RFC 8555 that Certwire needs, and no more.
 *
 * A method sends one request (`orders` one for each page), and a second for what it needs first: the directory, when that
 * is an hour old, or a nonce, when none is left of earlier answers. The only thing repeated is a request that the CA refused for its nonce, signed
 * anew, at most five times (§6.5). Nothing waits. Rejects with an `AcmeProblem` for what the CA says; with a `CaError`
 * when it could not be asked or did not answer as a CA does, and then `outcomeUnknown` says whether the request may have
 * been taken; with the signal's own reason when the caller gives up, and then that is not known either. Every
 * `retryAfter` is between now and a day from now. Many calls may run at once.
 */
export interface AcmePort {
  /** Kept for an hour; where it has to be newer, as old as `freshMs` at most. */
  directory(signal: AbortSignal, freshMs?: number): Promise<Directory>
  /** Also makes this port speak for the account. The same key finds the same account. */
  newAccount(request: AccountRequest, signal: AbortSignal): Promise<Account>
  account(signal: AbortSignal): Promise<Account>
  updateAccount(update: AccountUpdate, signal: AbortSignal): Promise<Account>
  /** Cannot be undone: §7.3.6. */
  deactivateAccount(signal: AbortSignal): Promise<Account>
  /**
   * Gives the account another key, and this port with it: §7.3.5. `ERR_CA_KEY_TAKEN` when the key has an account
   * already, which may be ours after a lost answer.
   */
  keyChange(newKey: KeyObject, signal: AbortSignal): Promise<void>
  /**
   * URLs of the account's orders, as far as the CA lists them: §7.1.2.1. Undefined where it does not. At most 50 pages
   * are read, and a CA leaves invalid orders out.
   */
  orders(signal: AbortSignal): Promise<readonly string[] | undefined>
  /** Not repeatable: a lost answer may leave an order behind at the CA. The order may be born `ready`. */
  newOrder(names: readonly string[], signal: AbortSignal, options?: OrderOptions): Promise<Order>
  order(url: string, signal: AbortSignal): Promise<Order>
  authorization(url: string, signal: AbortSignal): Promise<Authorization>
  /** Says that the record is there to be looked at: §7.5.1. */
  answerChallenge(url: string, signal: AbortSignal): Promise<Challenge>
  /** `csr` in PEM. Works once for an order; afterwards the CA says `orderNotReady`. */
  finalize(url: string, csr: string, signal: AbortSignal): Promise<FinalizedOrder>
  certificate(url: string, signal: AbortSignal): Promise<Certificate>
  /** The first certificate of a PEM text. One that is revoked already is a success. */
  revoke(certificate: string, signal: AbortSignal, options?: RevokeOptions): Promise<void>
  /** Without the account. `ERR_CA_NO_RENEWAL_INFO` at a CA that has none; the id is of RFC 9773 §4.1. */
  renewalInfo(certId: string, signal: AbortSignal): Promise<RenewalInfo>
  /** Ends what is under way. Nothing can be asked afterwards. */
  close(): Promise<void>
}
