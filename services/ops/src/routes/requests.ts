import { randomUUID } from 'node:crypto'
import { CertRequested, DEFAULT_TENANT, type MessageOf, type Problem } from '@certwire/contracts'
import { badIssuers, badWishes, nameSet } from '@certwire/domain'
import { checked, HttpProblem, orderIdOf } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { csrProblem } from '../csr-shape.ts'
import type { Requests } from '../requests.ts'

interface Deps {
  readonly requests: Requests
  readonly issuers: readonly string[]
  readonly defaultIssuer: string
  readonly clock: () => Date
}

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters without a space')
  .optional()

/** `POST /requests`: 202 means that the request is kept and cannot be lost. */
export function requestRoutes(app: FastifyInstance, deps: Deps): void {
  app.post('/requests', async ({ body, headers }, reply) => {
    const data = checked(CertRequested.schema, body, 'request')
    const key = checked(IdempotencyKey, headers['idempotency-key'], 'Idempotency-Key')
    const issuer = data.issuer ?? deps.defaultIssuer
    judge({ ...data, issuer }, deps)
    const orderId = orderIdOf(DEFAULT_TENANT, `http\n${key ?? randomUUID()}`)
    if (!(await deps.requests.take(orderId, DEFAULT_TENANT, { ...data, issuer }))) throw conflict
    return reply.code(202).header('location', `/api/v1/orders/${orderId}`).send({ orderId })
  })
}

const conflict = new HttpProblem(
  409,
  'ERR_REQUEST_CONFLICT',
  'Another request came before with this Idempotency-Key.',
  'Take a new key for a new request.',
)

type Data = MessageOf<typeof CertRequested>['data'] & { readonly issuer: string }

/** What can be known at once is said at once; ordering judges all the same, for not everybody comes through this door. */
function judge(
  { issuer, fallbacks = [], wishes = {}, names, csr }: Data,
  { issuers, clock }: Deps,
): void {
  const problem =
    badIssuers([issuer, ...fallbacks], issuers) ??
    badWishes(wishes, clock()) ??
    (csr === undefined ? undefined : csrProblem(csr)) ??
    nameProblem(names, csr)
  if (problem) throw new HttpProblem(422, problem.code, problem.reason, problem.remedy)
}

/** A CSR brings its own names; those beside it are optional. */
function nameProblem(names: Data['names'], csr: string | undefined): Problem | undefined {
  if (csr !== undefined && names.length === 0) return undefined
  const set = nameSet(names)
  return 'problem' in set ? set.problem : undefined
}
