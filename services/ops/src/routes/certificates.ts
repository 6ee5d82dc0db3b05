import { type CertificateView, DEFAULT_TENANT, OrderId, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { checked, Limit, newestFirst } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { knownCertificate } from '../known-certificate.ts'

interface Deps {
  readonly certificates: Collection<CertificateDocument>
}

const Query = z.strictObject({
  tenant: TenantId.default(DEFAULT_TENANT),
  order: OrderId.optional(),
  limit: Limit,
  /** The last certificate of the page before. */
  before: z.string().optional(),
})

/** Certificates without their keys: those are storage's to give. */
export function certificateRoutes(app: FastifyInstance, { certificates }: Deps): void {
  const known = (id: string) => knownCertificate(certificates, id)
  app.get('/certificates', async (request) => {
    const { tenant, order, limit, before } = checked(Query, request.query, 'query')
    if (order !== undefined) {
      const found = await certificates.find('order', { equal: [order], limit })
      return { certificates: found.map(viewOf) }
    }
    const last = before === undefined ? undefined : await known(before)
    const query = { equal: [tenant], limit }
    const { found, more } = await newestFirst(certificates, 'tenant', query, last, createdAt)
    return { certificates: found.map(viewOf), ...more }
  })
  app.get<{ Params: { id: string } }>('/certificates/:id', async ({ params }) =>
    viewOf(await known(params.id)),
  )
}

function viewOf(document: CertificateDocument): CertificateView {
  const { _id: id, tenantId: tenant, orderId, issuer, names, facts, chain, revoked } = document
  const { certificateId: _, ...rest } = facts
  return { id, tenant, orderId, issuer, names, ...rest, chain, ...(revoked && { revoked }) }
}

const createdAt = (certificate: CertificateDocument): string => certificate.createdAt
