import { CertRevoked } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import type { Order } from '@certwire/domain'
import { checked, HttpProblem, type Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { asking, refuseUnless } from '../ask.ts'
import { knownCertificate } from '../known-certificate.ts'
import { knownOrder } from '../known-order.ts'

interface Deps extends Pick<Platform, 'bus' | 'clock'> {
  readonly certificates: Collection<CertificateDocument>
  readonly orders: Collection<Order>
}

const Revocation = CertRevoked.schema.prefault({})

/** What a person may ask of a certificate; the order that it came from sees to it. */
export function certificateActionRoutes(
  app: FastifyInstance,
  { certificates, orders, ...platform }: Deps,
): void {
  const ask = asking(platform)
  app.post<{ Params: { id: string } }>(
    '/certificates/:id/revoke',
    async ({ params, body }, reply) => {
      const certificate = await knownCertificate(certificates, params.id)
      const data = checked(Revocation, body ?? undefined, 'body')
      const order = await knownOrder(orders, certificate.orderId)
      if (order.phase !== 'revoking' && order.phase !== 'revoked') {
        const why = 'only a certificate that is issued is revoked'
        refuseUnless(order.phase === 'issued', order, 'ERR_ORDER_NOT_ISSUED', why)
        if (data.key === 'certificate' && certificate.keyId === undefined) throw foreignKey
        await ask(order, CertRevoked(order._id, data))
      }
      return reply.code(202).send({ orderId: order._id })
    },
  )
}

const foreignKey = new HttpProblem(
  409,
  'ERR_CERTIFICATE_KEY',
  'The private key of the certificate is not here: its requester made the CSR.',
  'Revoke it with the key of the account.',
)
