import type { OrderId } from '@certwire/contracts'
import { failedAgain, type Order, type Renewal, renewed, stopped, underWay } from '@certwire/domain'
import { lineageEnded } from './problems.ts'

/** What the order that is to renew a certificate has come to. One that is not there yet has been lost on its way. */
export function followed(
  renewal: Renewal,
  successor: OrderId,
  order: Order | undefined,
  now: Date,
): Renewal {
  switch (order?.phase) {
    case 'issued':
    case 'revoking':
    case 'revoked':
      return renewed(renewal, order.certificate.certificateId)
    case 'failed':
      // Whoever was asked said no: another order would only ask again.
      if (order.problem.code === 'ERR_APPROVAL_DENIED') return stopped(renewal, order.problem)
      return failedAgain(renewal, order.problem, now)
    case 'cancelled':
      return stopped(renewal, lineageEnded(successor, order.phase))
    default:
      return underWay(renewal, now, order?.waitingFor)
  }
}
