import { CertRequested, type OrderId } from '@certwire/contracts'
import type { Order, Renewal } from '@certwire/domain'
import { orderIdOf } from '@certwire/runtime'

/** The order of a certificate's next attempt at a renewal: however often it is asked for, it is one. */
export const successorIdOf = ({ _id, tenantId, attempt }: Renewal): OrderId =>
  orderIdOf(tenantId, `renewal\n${_id}\n${attempt}`)

/** As the request named them, also those that could not this time. */
const issuersOf = ({ passed = [], issuer, fallbacks = [] }: Order) => [
  ...passed,
  issuer,
  ...fallbacks,
]

/**
 * Asks for the same again: issuers, names, kind of key or the requester's own CSR, profile and chain. Dates that were
 * wished for were those of the certificate that ends, so the CA chooses them.
 */
export function successorRequest(renewal: Renewal, order: Order, successor: OrderId) {
  const { names, key, ownCsr, wishes = {} } = order
  const [issuer = order.issuer, ...fallbacks] = issuersOf(order)
  const { notBefore: _, notAfter: _after, replaces: _replaces, ...lasting } = wishes
  const { certId, _id: renewalOf } = renewal
  // RFC 9773 §5: only the CA that issued it can take it for replaced.
  const replaces = certId !== undefined && renewal.issuer === issuer && { replaces: certId }
  return CertRequested(successor, {
    ...{ names, issuer, renewalOf },
    ...(ownCsr === undefined ? { key } : { csr: ownCsr }),
    ...(fallbacks.length > 0 && { fallbacks }),
    wishes: { ...lasting, ...replaces },
  })
}
