import { createHash } from 'node:crypto'
import { type CertRequested, type MessageOf, OrderId, type TenantId } from '@certwire/contracts'

/** The same request has the same order, however often it arrives. 96 bits of SHA-256 over its tenant and its identity. */
export function orderIdOf(tenantId: TenantId, requestId: string): OrderId {
  const digest = createHash('sha256').update(`${tenantId}\n${requestId}`).digest('hex')
  return OrderId.parse(`ord_${digest.slice(0, 24)}`)
}

type Request = MessageOf<typeof CertRequested>['data'] & { readonly issuer: string }

/** Equal for requests that mean the same, whatever the order, the case and the repetition of their names. */
export function requestDigest({ names, issuer, key = 'p256', csr = '', ...more }: Request): string {
  const set = new Set(names.map((name) => name.toLowerCase()))
  const { fallbacks = [], wishes = {}, renewalOf = '' } = more
  const wished = Object.entries(wishes).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const content = JSON.stringify([[...set].sort(), issuer, key, csr, fallbacks, wished, renewalOf])
  return createHash('sha256').update(content).digest('base64url')
}
