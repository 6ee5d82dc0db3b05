import { carried, enter } from '../enter.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { sweep } from './records.ts'

type Proving = Omit<OrderIn<'proving'>, 'nextAt' | 'since' | 'deadline' | 'redrives' | 'waitingFor'>

/** Where the order goes once the records are out and the CSR is there; nothing while one is missing. */
export function afterProving(order: Proving, now: Date): Step | undefined {
  const { presented, csr, orderUrl, finalizeUrl, challenges, unready } = order
  if (!presented || csr === undefined) return undefined
  // What `carried` reads is in every phase, so the clock that is missing here does not matter.
  const next = { ...carried(order as Order), orderUrl, finalizeUrl, challenges, csr }
  return challenges.length > 0 || unready
    ? enter({ ...next, phase: 'validating', answered: false }, now)
    : enter({ ...next, phase: 'finalizing', processing: false }, now)
}

/** Two answers are awaited, in whatever order they come. */
export function gather(
  order: OrderIn<'proving'>,
  message: IncomingOf<'challenge.presented'> | IncomingOf<'csr.prepared'>,
  now: Date,
): Step {
  if (message.type === 'challenge.presented' && message.data.generation !== order.generation)
    return sweep(order, message, now)
  const { waitingFor: _, ...rest } = order
  const proving =
    message.type === 'csr.prepared'
      ? { ...order, csr: message.data.csr }
      : { ...rest, presented: true }
  return afterProving(proving, now) ?? { order: proving, send: [] }
}
