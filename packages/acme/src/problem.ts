import { retryAfter } from '@certwire/http'
import type { Answer } from './answer.ts'
import { linkTargets } from './link.ts'
import type { Endpoint } from './port.ts'
import {
  type Problem,
  type ProblemDocument,
  problemDocument,
  readProblem,
} from './problem-document.ts'

const PREFIX = 'urn:ietf:params:acme:error:'

/** What an answer says beside its problem. */
interface Around {
  readonly retryAfter?: Date | undefined
  readonly help?: string | undefined
  readonly termsOfService?: string | undefined
}

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
  /** Where the CA explains itself, `Link: rel="help"`; as little checked as the next one. */
  readonly help?: string
  /** The terms that are to be agreed to: RFC 8555 §7.3.3. */
  readonly termsOfService?: string
  /** What the CA takes instead: RFC 8555 §6.2. */
  readonly algorithms?: readonly string[]
  readonly document: ProblemDocument
  readonly retryAfter?: Date
  /** What was asked. */
  readonly url: string
  readonly endpoint?: Endpoint

  constructor(
    { url, status, endpoint }: Pick<Answer, 'url' | 'status' | 'endpoint'>,
    problem: Problem,
    around: Around = {},
  ) {
    const kind = kindOf(problem.type)
    super(`${kind}: ${problem.detail || `HTTP ${status}`}`)
    this.code = `ERR_ACME_${screaming(kind) || 'UNKNOWN'}`
    this.type = problem.type
    this.detail = problem.detail
    this.status = status
    this.subproblems = problem.subproblems
    if (problem.instance) this.instance = problem.instance
    if (problem.algorithms) this.algorithms = problem.algorithms
    if (around.help !== undefined) this.help = around.help
    if (around.termsOfService !== undefined) this.termsOfService = around.termsOfService
    if (around.retryAfter) this.retryAfter = around.retryAfter
    this.document = problemDocument(problem)
    this.url = url
    if (endpoint) this.endpoint = endpoint
  }
}

/** What is wrong with an answer, as a problem even where the CA, or what stands before it, answers with a page. */
export function problemOf(answer: Answer, now: Date): AcmeProblem | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined
  const link = (relation: string) => linkTargets(answer.links, relation, answer.url)[0]
  return new AcmeProblem(answer, readProblem(answer.json()), {
    retryAfter: retryAfter(answer.header('retry-after'), now),
    help: link('help'),
    termsOfService: link('terms-of-service'),
  })
}

const kindOf = (type: string) => (type.startsWith(PREFIX) ? type.slice(PREFIX.length) : 'unknown')

/** `rateLimited` → `RATE_LIMITED`, `badCSR` → `BAD_CSR`. */
const screaming = (kind: string) =>
  kind
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .slice(0, 50)
