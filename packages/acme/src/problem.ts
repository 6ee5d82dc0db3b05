import type { Answer } from './answer.ts'
import {
  type Problem,
  type ProblemDocument,
  problemDocument,
  readProblem,
} from './problem-document.ts'
import { retryAfter } from './retry-after.ts'

const PREFIX = 'urn:ietf:params:acme:error:'

/**
 * The CA's no, as it said it: RFC 8555 §6.7. `code` follows from its type, `ERR_ACME_RATE_LIMITED`, and is
 * `ERR_ACME_UNKNOWN` where there is none, as for the error page of a proxy; then `status` has to tell.
 */
export class AcmeProblem extends Error {
  override readonly name = 'AcmeProblem'
  readonly code: string
  readonly type: string
  readonly detail: string
  /** Of the HTTP answer. */
  readonly status: number
  readonly subproblems: Problem['subproblems']
  /** What a person should look at, as for `userActionRequired`. Not checked: do not fetch it. */
  readonly instance?: string
  readonly document: ProblemDocument
  readonly retryAfter?: Date
  /** What was asked. */
  readonly url: string

  constructor({ url, status }: Pick<Answer, 'url' | 'status'>, problem: Problem, until?: Date) {
    const kind = kindOf(problem.type)
    super(`${kind}: ${problem.detail || `HTTP ${status}`}`)
    this.code = `ERR_ACME_${screaming(kind) || 'UNKNOWN'}`
    this.type = problem.type
    this.detail = problem.detail
    this.status = status
    this.subproblems = problem.subproblems
    if (problem.instance) this.instance = problem.instance
    this.document = problemDocument(problem)
    this.url = url
    if (until) this.retryAfter = until
  }
}

/** What is wrong with an answer, as a problem even where the CA, or what stands before it, answers with a page. */
export function problemOf(answer: Answer, now: Date): AcmeProblem | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined
  const until = retryAfter(answer.header('retry-after'), now)
  return new AcmeProblem(answer, readProblem(answer.json()), until)
}

const kindOf = (type: string) => (type.startsWith(PREFIX) ? type.slice(PREFIX.length) : 'unknown')

/** `rateLimited` → `RATE_LIMITED`, `badCSR` → `BAD_CSR`. */
const screaming = (kind: string) =>
  kind
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .slice(0, 50)
