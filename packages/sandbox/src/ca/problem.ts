import type { SandboxCaProblem } from './control.ts'

/** Error types without their common prefix, of RFC 8555 §6.7 if nothing else is said. */
export type ProblemType =
  | 'accountDoesNotExist'
  // RFC 9773 §7.4.
  | 'alreadyReplaced'
  | 'alreadyRevoked'
  | 'badCSR'
  | 'badNonce'
  | 'badPublicKey'
  | 'badRevocationReason'
  | 'badSignatureAlgorithm'
  | 'caa'
  | 'compound'
  | 'connection'
  | 'dns'
  | 'externalAccountRequired'
  | 'incorrectResponse'
  | 'invalidContact'
  // draft-ietf-acme-profiles-01 §6.
  | 'invalidProfile'
  | 'malformed'
  | 'orderNotReady'
  | 'rateLimited'
  | 'rejectedIdentifier'
  | 'serverInternal'
  | 'tls'
  | 'unauthorized'
  | 'unsupportedContact'
  | 'unsupportedIdentifier'
  | 'userActionRequired'

export interface Identifier {
  readonly type: string
  readonly value: string
}

interface ProblemExtras {
  /** What was wrong with which name (§6.7.1). */
  readonly subproblems?: readonly {
    readonly type: ProblemType
    readonly detail: string
    readonly identifier: Identifier
  }[]
  /** With badSignatureAlgorithm: what the CA takes instead (§6.2). */
  readonly algorithms?: readonly string[]
  /** A page for the person who has to act (§7.3.3). */
  readonly instance?: string
  readonly links?: readonly (readonly [url: string, relation: string])[]
  readonly retryAfterSeconds?: number
  /** Of one limit, and not of all that the resource is for. */
  readonly isOfLimit?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal as the client sees it; thrown anywhere, it becomes the reply. */
export class AcmeProblem extends Error {
  override readonly name = 'AcmeProblem'
  readonly code = 'ERR_SANDBOX_ACME_PROBLEM'
  readonly status: number
  readonly type: ProblemType
  readonly extras: ProblemExtras

  constructor(status: number, type: ProblemType, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.status = status
    this.type = type
    this.extras = extras
  }

  /** The problem document, RFC 7807. */
  toJSON() {
    const { subproblems, algorithms, instance } = this.extras
    return {
      type: urn(this.type),
      detail: this.message,
      status: this.status,
      ...(algorithms && { algorithms }),
      ...(instance && { instance }),
      ...(subproblems && {
        subproblems: subproblems.map((each) => ({ ...each, type: urn(each.type) })),
      }),
    }
  }
}

/** As a test has worded it. */
export function problemFrom({ type, detail, status = 400 }: SandboxCaProblem): AcmeProblem {
  return new AcmeProblem(status, type, detail)
}

export function malformed(detail: string): AcmeProblem {
  return new AcmeProblem(400, 'malformed', detail)
}

export function unauthorized(detail: string): AcmeProblem {
  return new AcmeProblem(403, 'unauthorized', detail)
}

export function notFound(what: string): AcmeProblem {
  return new AcmeProblem(404, 'malformed', `there is no such ${what} here`)
}

/** Text from outside as a message may repeat it: quoted and bounded. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}

export function urn(type: string) {
  return `urn:ietf:params:acme:error:${type}`
}
