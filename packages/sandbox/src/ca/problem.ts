/** The error types of RFC 8555 §6.7 that this CA uses, without their common prefix. */
export type ProblemType =
  | 'accountDoesNotExist'
  | 'alreadyRevoked'
  | 'badCSR'
  | 'badNonce'
  | 'badPublicKey'
  | 'badRevocationReason'
  | 'badSignatureAlgorithm'
  | 'dns'
  | 'externalAccountRequired'
  | 'incorrectResponse'
  | 'invalidContact'
  | 'malformed'
  | 'orderNotReady'
  | 'rejectedIdentifier'
  | 'serverInternal'
  | 'unauthorized'
  | 'unsupportedContact'
  | 'unsupportedIdentifier'

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
    const { subproblems, algorithms } = this.extras
    return {
      type: urn(this.type),
      detail: this.message,
      status: this.status,
      ...(algorithms && { algorithms }),
      ...(subproblems && {
        subproblems: subproblems.map((each) => ({ ...each, type: urn(each.type) })),
      }),
    }
  }
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

function urn(type: ProblemType) {
  return `urn:ietf:params:acme:error:${type}`
}
