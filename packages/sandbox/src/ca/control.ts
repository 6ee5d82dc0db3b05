import type { IncomingMessage, ServerResponse } from 'node:http'
import type { VendorPhase } from '../vendor/control.ts'
import type { SandboxCaBend } from './bend.ts'
import type { SandboxCaOperation } from './operation.ts'
import type { ProblemType } from './problem.ts'
import type { SandboxCaRetryAfter } from './retry-after.ts'

/** One request, whatever became of it. */
export interface SandboxCaCall {
  readonly at: Date
  readonly operation: SandboxCaOperation
  readonly url: string
  /** The account's URL as the request claims it, unverified; of newAccount, as the reply says. */
  readonly account?: string
  /**
   * `pending`, then `answered`, `dropped` before it was done or `lost` after, or `scripted` when a test answered in the
   * CA's place.
   */
  readonly outcome: 'pending' | 'answered' | 'dropped' | 'lost' | 'scripted'
  /** Of the answer, when there was one. */
  readonly status?: number
  /** The error type without its prefix, when the CA refused. */
  readonly problem?: string
  /** The header as it was sent. */
  readonly retryAfter?: string
  /** It came before the Retry-After that was given for the same resource, or for the same limit, was over. */
  readonly early?: true
}

/**
 * Sees every call at every phase, and is waited for. When it returns or resolves to `'drop'`, the connection is
 * destroyed there: at `received` the request is lost, at `applied` only the reply.
 */
export type SandboxCaHook = (call: SandboxCaCall, phase: VendorPhase) => unknown

/** What the CA says, before it is on the wire. */
export interface SandboxCaReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

/** Writes any answer, or none. Nothing is done before it calls `reply`, which does it and tells what the CA would say. */
export type SandboxCaScript = (
  response: ServerResponse,
  request: IncomingMessage,
  reply: () => Promise<SandboxCaReply>,
) => unknown

export interface SandboxCaScriptOptions {
  /** Only for calls of this operation; for all without it. */
  readonly operation?: SandboxCaOperation
  /** For so many calls; one by default. */
  readonly times?: number
}

/** A refusal that a test words. */
export interface SandboxCaProblem {
  readonly type: ProblemType
  readonly detail: string
  /** 400 by default. */
  readonly status?: number
}

/** RFC 9773 §4.2. */
export interface SandboxCaRenewalInfo {
  readonly start: Date
  readonly end: Date
  readonly explanationURL?: string
}

/** What a test sees of the CA and changes while it runs. */
export interface SandboxCaControl {
  /** The latest ones, in the order in which they came. */
  readonly calls: readonly SandboxCaCall[]
  /** Parent domains, and addresses, that need no proof: names at and below them are valid from birth. */
  readonly claims: Set<string>
  /**
   * Lets the script answer the next call in the CA's place. Returns what takes it out again, which ends an outage that
   * was begun with Infinity `times`.
   */
  answerNext(script: SandboxCaScript, options?: SandboxCaScriptOptions): () => void
  /** The next validations fail with this problem, whatever DNS says. */
  failNext(problem: SandboxCaProblem, times?: number): () => void
  /** The next certificates are not what was asked for. */
  issueNext(bend: SandboxCaBend, times?: number): () => void
  /** Retry-After of what an operation answers, where it answers with one; undefined is as usual again. */
  setRetryAfter(operation: SandboxCaOperation, form: SandboxCaRetryAfter | undefined): void
  /** Orders are `processing` so long after they were finalized: those to come, or this one. Infinity: until `release`. */
  processingFor(milliseconds: number, orderUrl?: string): void
  /** What is `processing` is issued now: this order, or all. */
  release(orderUrl?: string): Promise<void>
  /** Challenges are `processing` so long after they were answered, with an error that decides nothing. */
  validatingFor(milliseconds: number, error?: SandboxCaProblem): void
  /** Of the certificate with this serial number, or of all that are issued so far. */
  setRenewalInfo(serial: string | 'all', info: SandboxCaRenewalInfo): void
  /** New terms of service: accounts that agreed to others can do nothing until they agree again. */
  changeTerms(url: string): void
  /** Of this account, or of all: as if they had never been. */
  forgetAccounts(url?: string): void
  /** Identifiers that failed too often may be ordered again. */
  unpause(): void
}
