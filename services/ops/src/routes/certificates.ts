import { CertificateId, type CertificateView, OrderId, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { HttpProblem } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'

interface Deps {
  readonly certificates: Collection<CertificateDocument>
}

const TENANT = TenantId.parse('default')
const Page = z.strictObject({
  order: OrderId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Certificates without their keys: those are storage's to give. */
export function certificateRoutes(app: FastifyInstance, { certificates }: Deps): void {
  app.get('/certificates', async ({ query }) => {
    const { order, limit } = checked(Page, query)
    const found = await (order === undefined
      ? certificates.find('tenant', { equal: [TENANT], limit, descending: true })
      : certificates.find('order', { equal: [order], limit }))
    return { certificates: found.map(viewOf) }
  })
  app.get<{ Params: { id: string } }>('/certificates/:id', async ({ params }) => {
    const id = CertificateId.safeParse(params.id)
    const certificate = id.success ? await certificates.get(id.data) : undefined
    if (!certificate)
      throw new HttpProblem(404, 'ERR_CERTIFICATE_UNKNOWN', 'There is no such certificate.')
    return viewOf(certificate)
  })
}

function viewOf({
  _id: id,
  tenantId,
  orderId,
  issuer,
  names,
  facts,
  chain,
}: CertificateDocument): CertificateView {
  const { certificateId: _, ...rest } = facts
  return { id, tenant: tenantId, orderId, issuer, names, ...rest, chain }
}
