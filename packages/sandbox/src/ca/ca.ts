import { randomBytes } from 'node:crypto'
import type { AccountKey } from './account-key.ts'
import type { Issuer } from './issuance.ts'
import type { SandboxLedger } from './ledger.ts'
import type { Nonces } from './nonces.ts'
import type { AcmeProblem, Identifier } from './problem.ts'

/** The CA as its handlers see it. */
export interface Ca {
  /** Origin of every URL, without a final slash. */
  readonly origin: string
  readonly clock: () => Date
  readonly nonces: Nonces
  readonly accounts: Map<string, Account>
  readonly orders: Map<string, Order>
  readonly authorizations: Map<string, Authorization>
  /** By serial number. */
  readonly certificates: Map<string, Certificate>
  readonly ledger: SandboxLedger
  readonly issuer: Issuer
  /** HMAC keys by kid; undefined where no external account is asked for. */
  readonly eab: ReadonlyMap<string, Uint8Array> | undefined
  readonly caaIdentities: readonly string[]
  /** Whether an order takes over what its account has proven already. */
  readonly reusesAuthorizations: boolean
  readonly resolveTxt: (name: string, signal: AbortSignal) => Promise<string[]>
  /** Aborted when the CA closes. */
  readonly signal: AbortSignal
}

export interface Account {
  readonly id: string
  key: AccountKey
  status: 'valid' | 'deactivated'
  contact: readonly string[]
  readonly externalAccountBinding: unknown
  /** In the order in which they were placed. */
  readonly orders: Order[]
  /** The latest authorization that became valid, by its name, a wildcard's with its `*.`. */
  readonly proven: Map<string, Authorization>
}

export interface Order {
  readonly id: string
  readonly account: Account
  /** Canonical, in the order in which the client named them; wildcards with their `*.`. */
  readonly names: readonly string[]
  readonly expires: Date
  readonly authorizations: readonly Authorization[]
  /** How far finalization got; before it, the status follows from the authorizations. */
  progress: 'open' | 'processing' | 'valid' | 'invalid'
  error: AcmeProblem | undefined
  serial: string | undefined
}

export interface Authorization {
  readonly id: string
  readonly account: Account
  /** As ordered, a wildcard with its `*.`. */
  readonly name: string
  readonly identifier: Identifier
  readonly expires: Date
  readonly challenge: Challenge
  status: 'pending' | 'valid' | 'invalid' | 'deactivated'
}

export interface Challenge {
  readonly token: string
  status: 'pending' | 'processing' | 'valid' | 'invalid'
  validated: Date | undefined
  error: AcmeProblem | undefined
}

export interface Certificate {
  readonly serial: string
  readonly account: Account
  readonly names: readonly string[]
  readonly der: Buffer
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly spkiDigest: string
  /** The preferred chain first, each in PEM from the leaf on, without its root. */
  readonly chains: readonly string[]
  revoked: { readonly reason: number } | undefined
}

export function newId(): string {
  return randomBytes(9).toString('hex')
}

export function accountUrl({ origin }: Ca, { id }: Account): string {
  return `${origin}/account/${id}`
}

export function orderUrl({ origin }: Ca, { id }: Order): string {
  return `${origin}/order/${id}`
}

export function authorizationUrl({ origin }: Ca, { id }: Authorization): string {
  return `${origin}/authorization/${id}`
}
