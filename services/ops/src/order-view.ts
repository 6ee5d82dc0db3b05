import type { OrderView } from '@certwire/contracts'
import { isFinished, nameSet, type Order } from '@certwire/domain'
import type { RequestDocument } from './documents.ts'

/** An order as people see it: what it waits for in words, and why. */
export function viewOf(order: Order): OrderView {
  const { _id: id, tenantId: tenant, phase, names, issuer, generation, createdAt, history } = order
  const problem = order.waitingFor ?? ('problem' in order ? order.problem : undefined)
  return {
    ...{ id, tenant, phase, names, issuer, generation, createdAt },
    ...(order.nextAt !== undefined && {
      waitingFor: {
        what: waitsFor(order),
        since: order.since,
        until: order.nextAt,
        deadline: order.deadline,
      },
    }),
    ...(problem && { problem }),
    ...askedOf(order),
    ...(order.approval && { approval: approvalOf(order.approval) }),
    ...('certificate' in order && { certificate: order.certificate }),
    ...revocationOf(order),
    records: order.records,
    history,
  }
}

type Asked = Pick<Order, 'fallbacks' | 'wishes' | 'renewalOf'>

/** What was wished for beside names and key, as far as it is still ahead. */
const askedOf = ({ fallbacks = [], wishes, renewalOf }: Asked) => ({
  ...(fallbacks.length > 0 && { fallbacks }),
  ...(wishes && { wishes }),
  ...(renewalOf !== undefined && { renewalOf }),
})

function revocationOf(order: Order): Pick<OrderView, 'revocation'> {
  if (order.phase === 'revoking') return { revocation: { reason: order.reason } }
  if (order.phase !== 'revoked') return {}
  return { revocation: { reason: order.reason, at: order.revokedAt } }
}

/** A request that ordering has not taken yet: it is kept, and it is asked again. */
export function viewOfRequest({ _id: id, ...request }: RequestDocument): OrderView {
  const { tenantId: tenant, data, createdAt, nextAt: until } = request
  const set = nameSet(data.names)
  return {
    ...{ id, tenant, phase: 'requested', issuer: data.issuer, generation: 1, createdAt },
    ...askedOf(data),
    names: 'names' in set ? set.names : [],
    waitingFor: { what: 'ordering to take the request', until },
    records: [],
    history: [],
  }
}

function waitsFor(order: Order): string {
  if (isFinished(order)) return 'its last TXT records to be removed'
  switch (order.phase) {
    case 'approving':
      return 'somebody to approve it'
    case 'revoking':
      return 'the CA to revoke the certificate'
    case 'placing':
      return order.records.length > 0
        ? 'the TXT records of the try before to be removed'
        : 'the CA to take the order'
    case 'proving':
      return [!order.presented && 'its TXT records to be out', !order.csr && 'its key and CSR']
        .filter(Boolean)
        .join(' and ')
    case 'validating':
      return 'the CA to validate the names'
    case 'finalizing':
      return 'the CA to issue'
    default:
      return 'the certificate to be verified and stored'
  }
}

const approvalOf = ({ denial: _, ...approval }: NonNullable<Order['approval']>) => approval
