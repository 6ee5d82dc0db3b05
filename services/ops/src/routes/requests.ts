import { randomUUID } from 'node:crypto'
import {
  CertRequested,
  type DnsName,
  type MessageOf,
  type OrderId,
  TenantId,
} from '@certwire/contracts'
import { nameSet, type Order } from '@certwire/domain'
import { HttpProblem, orderIdOf, requestDigest } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'
import type { Requests } from '../requests.ts'

interface Deps {
  readonly requests: Requests
  readonly orders: Collection<Order>
  readonly issuers: readonly string[]
  readonly defaultIssuer: string
}

const TENANT = TenantId.parse('default')
const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .optional()

/** `POST /requests`: 202 means that the request is kept and cannot be lost. */
export function requestRoutes(app: FastifyInstance, deps: Deps): void {
  app.post('/requests', async ({ body, headers }, reply) => {
    const data = checked(CertRequested.schema, body)
    const key = checked(IdempotencyKey, headers['idempotency-key'])
    const issuer = data.issuer ?? deps.defaultIssuer
    judge(data, issuer, deps.issuers)
    const orderId = orderIdOf(TENANT, `http\n${key ?? randomUUID()}`)
    await refuseConflict(deps.orders, orderId, requestDigest({ ...data, issuer }))
    await deps.requests.take(orderId, TENANT, { ...data, issuer })
    return reply.code(202).header('location', `/api/v1/orders/${orderId}`).send({ orderId })
  })
}

/** What can be known at once is said at once; ordering judges all the same, for not everybody comes through this door. */
function judge(
  data: MessageOf<typeof CertRequested>['data'],
  issuer: string,
  issuers: readonly string[],
): void {
  if (!issuers.includes(issuer))
    throw new HttpProblem(
      422,
      'ERR_ISSUER_UNKNOWN',
      `No such issuer is configured; there are: ${issuers.join(', ')}.`,
    )
  const set: ReturnType<typeof nameSet> | { names: DnsName[] } =
    data.csr === undefined ? nameSet(data.names) : { names: [] }
  if ('problem' in set)
    throw new HttpProblem(422, set.problem.code, set.problem.reason, set.problem.remedy)
}

async function refuseConflict(orders: Collection<Order>, orderId: OrderId, digest: string) {
  const order = await orders.get(orderId)
  if (order && order.requestDigest !== digest)
    throw new HttpProblem(
      409,
      'ERR_REQUEST_CONFLICT',
      'Another request came before with this Idempotency-Key.',
      'Take a new key for a new request.',
    )
}
