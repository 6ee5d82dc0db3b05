import { earlier } from '../deadline.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

type Waiting = { readonly data: { readonly until: string; readonly problem?: unknown } }

/** The answer is "not yet": look again when it says, but never after the phase's own end. */
function until<O extends Order>({ waitingFor: _, ...order }: O, { data }: Waiting) {
  return { ...order, redrives: 0, nextAt: earlier(data.until, order.deadline) }
}

const because = (problem: Order['waitingFor']) => (problem ? { waitingFor: problem } : {})

/** The records are written, and some server does not answer with them yet. */
export const lag = (order: OrderIn<'proving'>, message: IncomingOf<'challenge.pending'>): Step => ({
  order: {
    ...until(order, message),
    written: message.data.written,
    ...because(message.data.problem),
  },
  send: [],
})

/** The challenges are answered: from now on only polled, for a second answer would be a request to retry (§8.2). */
export const poll = (
  order: OrderIn<'validating'>,
  message: IncomingOf<'authorization.pending'>,
): Step => ({
  order: { ...until(order, message), answered: true, ...because(message.data.problem) },
  send: [],
})

/** The CA has the CSR and takes its time. */
export const wait = (
  order: OrderIn<'finalizing'>,
  message: IncomingOf<'order.processing'>,
): Step => ({
  order: { ...until(order, message), processing: true, ...because(message.data.problem) },
  send: [],
})
