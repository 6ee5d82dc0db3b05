import type { CertRequested, DnsName, MessageOf, Problem } from '@certwire/contracts'
import { nameSet, open, quote, requestProblem } from '@certwire/domain'
import { Reject, requestDigest } from '@certwire/runtime'
import { csrNames } from './csr.ts'
import type { Orders } from './orders.ts'

const MOST_NAMED = 20

interface Deps {
  readonly orders: Orders
  readonly issuers: { readonly defaultName: string; readonly names: readonly string[] }
  readonly clock: () => Date
}

/** Turns a request into an order, also one that can only fail: then the reason is where everybody looks. */
export async function accept(
  { orderId, tenantId, data }: MessageOf<typeof CertRequested>,
  { orders, issuers, clock }: Deps,
): Promise<[]> {
  const issuer = data.issuer ?? issuers.defaultName
  const request = {
    ...{ orderId, tenantId, issuer },
    key: data.key ?? 'p256',
    ...(data.csr !== undefined && { csr: data.csr }),
    digest: requestDigest({ ...data, issuer }),
  } as const
  const verdict = judge(data, issuer, issuers.names)
  const order = await orders.create(open({ ...request, verdict }, clock()))
  if (order.requestDigest !== request.digest || order.tenantId !== tenantId)
    throw new Reject('ERR_REQUEST_CONFLICT', 'Another request came before under the same id.')
  return []
}

type Data = MessageOf<typeof CertRequested>['data']

function judge(
  data: Data,
  issuer: string,
  known: readonly string[],
): { names: DnsName[] } | { problem: Problem } {
  if (!known.includes(issuer))
    return {
      problem: requestProblem(
        'ERR_ISSUER_UNKNOWN',
        `No issuer ${quote(issuer)} is configured; there are: ${list(known)}.`,
        'Name one of these, or ask the operator to configure it.',
      ),
    }
  const { csr } = data
  return csr === undefined ? nameSet(data.names) : csrNames({ ...data, csr })
}

const list = (names: readonly string[]) =>
  names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ', …' : '')
