import { randomBytes } from 'node:crypto'
import type { AccountKey } from './account-key.ts'
import type { Behaviour } from './behaviour.ts'
import type { Bindings } from './bindings.ts'
import type { SandboxCaRenewalInfo } from './control.ts'
import type { SigningRequest } from './csr.ts'
import type { Issuer } from './issuance.ts'
import type { SandboxLedger } from './ledger.ts'
import type { Limiter } from './limits/limiter.ts'
import type { ChallengeType } from './method.ts'
import type { Nonces } from './nonces.ts'
import type { Policy } from './policy.ts'
import type { AcmeProblem, Identifier } from './problem.ts'

/** The CA as its handlers see it. */
export interface Ca {
  /** Origin of every URL, without a final slash. */
  readonly origin: string
  readonly clock: () => Date
  readonly nonces: Nonces
  readonly accounts: Map<string, Account>
  /** The same ones by the thumbprint of their key. */
  readonly accountsByKey: Map<string, Account>
  readonly orders: Map<string, Order>
  readonly authorizations: Map<string, Authorization>
  /** By serial number. */
  readonly certificates: Map<string, Certificate>
  readonly ledger: SandboxLedger
  readonly issuer: Issuer
  /** Undefined where no external account is asked for. */
  readonly bindings: Bindings | undefined
  /** What it was started with. */
  readonly policy: Policy
  /** What a test changes while it runs. */
  readonly behaviour: Behaviour
  readonly limiter: Limiter
  readonly lookUp: LookUp
  /** Aborted when the CA closes. */
  readonly signal: AbortSignal
}

/** The records of a name; throws the `dns` problem where no server knows. */
export interface LookUp {
  txt(name: string, signal: AbortSignal): Promise<string[]>
  caa(name: string, signal: AbortSignal): Promise<{ tag: string; value: string }[]>
}

export interface Account {
  readonly id: string
  key: AccountKey
  status: 'valid' | 'deactivated'
  contact: readonly string[]
  readonly externalAccountBinding: unknown
  /** The terms of service that it agreed to last. */
  agreedTo: string | undefined
  /** In the order in which they were placed. */
  orders: Order[]
  /** The latest one for each set of names. */
  readonly latest: Map<string, Order>
  /** The latest authorization that became valid, by its name, a wildcard's with its `*.`. */
  readonly proven: Map<string, Authorization>
}

export interface Order {
  readonly id: string
  readonly account: Account
  /** Canonical, in the order in which the client named them; wildcards with their `*.`. */
  readonly names: readonly string[]
  expires: Date
  readonly authorizations: readonly Authorization[]
  readonly notBefore: Date | undefined
  readonly notAfter: Date | undefined
  readonly profile: string | undefined
  /** RFC 9773 §5, as the client wrote it. */
  readonly replaces: string | undefined
  /** How far finalization got; before it, the status follows from the authorizations. */
  progress: 'open' | 'processing' | 'valid' | 'invalid'
  /** How long it is to be processing, where that differs from other orders. */
  processingMs: number | undefined
  /** What is issued when it is due; without a date, when it is released. */
  held: { readonly request: SigningRequest; due: Date | undefined } | undefined
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
  readonly challenges: readonly Challenge[]
  status: 'pending' | 'valid' | 'invalid' | 'deactivated'
}

export interface Challenge {
  readonly type: ChallengeType
  readonly token: string
  status: 'pending' | 'processing' | 'valid' | 'invalid'
  /** When it is looked at, of one that a test keeps processing. */
  due: Date | undefined
  validated: Date | undefined
  error: AcmeProblem | undefined
}

export interface Certificate {
  readonly serial: string
  readonly account: Account
  readonly names: readonly string[]
  readonly der: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly spkiDigest: string
  /** The preferred chain first, each in PEM from the leaf on, without its root. */
  readonly chains: readonly string[]
  revoked: { readonly reason: number } | undefined
  renewalInfo: SandboxCaRenewalInfo | undefined
  /** The order that says so. */
  replacedBy: Order | undefined
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
