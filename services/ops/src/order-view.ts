import type { OrderView } from '@certwire/contracts'
import { isFinished, nameSet, type Order } from '@certwire/domain'
import type { RequestDocument } from './documents.ts'

/** An order as people see it: what it waits for in words, and why. */
export function viewOf(order: Order): OrderView {
  const { _id: id, tenantId: tenant, phase, names, issuer, generation, createdAt, history } = order
  const problem = order.phase === 'failed' ? order.problem : order.waitingFor
  return {
    ...{ id, tenant, phase, names, issuer, generation, createdAt },
    ...(order.nextAt !== undefined && {
      waitingFor: { what: waitsFor(order), until: order.nextAt, deadline: order.deadline },
    }),
    ...(problem && { problem }),
    ...(order.phase === 'issued' && { certificate: order.certificate }),
    records: order.records,
    history,
  }
}

/** A request that ordering has not taken yet: it is kept, and it is asked again. */
export function viewOfRequest({ _id: id, ...request }: RequestDocument): OrderView {
  const { tenantId: tenant, data, createdAt, nextAt: until } = request
  const set = nameSet(data.names)
  return {
    ...{ id, tenant, phase: 'requested', issuer: data.issuer, generation: 1, createdAt },
    names: 'names' in set ? set.names : [],
    waitingFor: { what: 'ordering to take the request', until },
    records: [],
    history: [],
  }
}

function waitsFor(order: Order): string {
  if (isFinished(order)) return 'its last TXT records to be removed'
  switch (order.phase) {
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
