import type { ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { type AccountProblemCode, accountProblems } from './account-problem.ts'

/** An issuer, or our account there, cannot be used. What the CA said of it, if it did, is in `problem.acme`. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError'
  readonly code: AccountProblemCode
  readonly problem: Problem
  /** Whether it may be there later with nobody acting. */
  readonly retryable: boolean

  constructor(code: AccountProblemCode, message: string, acme?: ProblemDocument) {
    super(message)
    this.code = code
    this.problem = {
      ...{ code, reason: message, ...accountProblems[code] },
      ...(acme && { acme }),
    }
    this.retryable = this.problem.retryable
  }
}
