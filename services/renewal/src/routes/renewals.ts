import { CertificateId, DEFAULT_TENANT, type RenewalView, TenantId } from '@certwire/contracts'
import { askedFor, type Renewal } from '@certwire/domain'
import { checked, HttpProblem, Limit, type Platform, pageAfter } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { viewOf } from '../views.ts'

interface Deps extends Pick<Platform, 'clock'> {
  readonly renewals: Collection<Renewal>
}

const Query = z.strictObject({
  tenant: TenantId.default(DEFAULT_TENANT),
  /** Those that wait in a plan, in their order. */
  plan: z.string().max(100).optional(),
  limit: Limit,
  /** The last one of the page before. */
  before: z.string().optional(),
})

/** What becomes of certificates, whichever expires first before the others; and `POST …/:id/renew`, now. */
export function renewalRoutes(app: FastifyInstance, { renewals, clock }: Deps): void {
  const known = async (text: string): Promise<Renewal> => {
    const id = CertificateId.safeParse(text)
    const renewal = id.success ? await renewals.get(id.data) : undefined
    if (renewal) return renewal
    const remedy = 'Look for it in the list of renewals.'
    throw new HttpProblem(
      404,
      'ERR_RENEWAL_UNKNOWN',
      'No such certificate is looked after.',
      remedy,
    )
  }
  app.get('/renewals', async (request) => {
    const { tenant, plan, limit, before } = checked(Query, request.query, 'query')
    const last = before === undefined ? undefined : await known(before)
    const [index, equal, at] =
      plan === undefined
        ? (['tenant', [tenant], expiry] as const)
        : (['plan', [plan, 'planned'], rank] as const)
    const cursor = last && { at: at(last), id: last._id }
    const found = await pageAfter(renewals, index, { equal, limit }, cursor, at)
    const end = found.length === limit ? found.at(-1) : undefined
    return { renewals: found.map(viewOf), ...(end && { next: end._id }) }
  })
  app.get<{ Params: { id: string } }>(
    '/renewals/:id',
    async ({ params }): Promise<RenewalView> => viewOf(await known(params.id)),
  )
  app.post<{ Params: { id: string } }>('/renewals/:id/renew', async ({ params }, reply) => {
    const renewal = await known(params.id)
    if (renewal.state === 'requested' || renewal.state === 'renewed') throw underWay(renewal)
    const next = { ...askedFor(renewal, clock()), version: renewal.version + 1 }
    if (!(await renewals.replace(next))) throw moved
    return reply.code(202).send(viewOf(next))
  })
}

const expiry = ({ notAfter }: Renewal): string => notAfter
const rank = (renewal: Renewal): string => renewal.rank ?? ''

const underWay = ({ state, successor }: Renewal): HttpProblem =>
  new HttpProblem(
    409,
    'ERR_RENEWAL_UNDER_WAY',
    `The certificate is ${state} already, by the order ${successor}.`,
    'Look at that order; for another certificate send a request.',
  )

const moved = new HttpProblem(
  409,
  'ERR_RENEWAL_MOVED',
  'Something else happened to it at this moment.',
  'Look at it, then ask again.',
)
