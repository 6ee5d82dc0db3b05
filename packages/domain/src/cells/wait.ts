import { earlier } from '../deadline.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { sweep } from './records.ts'

type Waiting = { readonly data: { readonly until: string; readonly problem?: unknown } }

/** The answer is "not yet": look again when it says, but never after the phase's own end. */
function until<O extends Order>({ waitingFor: _, ...order }: O, { data }: Waiting) {
  return { ...order, redrives: 0, nextAt: earlier(data.until, order.deadline) }
}

const because = (problem: Order['waitingFor']) => (problem ? { waitingFor: problem } : {})

/** With a problem it is not known how far the CA got: the command is sent again, and its service finds out. */
const isDone = (before: boolean, { data }: Waiting) => before || data.problem === undefined

/** Some server does not answer with the records yet, or the provider has not taken them. */
export function lag(
  order: OrderIn<'proving'>,
  message: IncomingOf<'challenge.pending'>,
  now: Date,
): Step {
  const { generation, problem } = message.data
  if (generation !== order.generation) return sweep(order, message, now)
  return { order: { ...until(order, message), ...because(problem) }, send: [] }
}

/** Once the challenges are answered they are only polled, for a second answer would be a request to retry (§8.2). */
export const poll = (
  order: OrderIn<'validating'>,
  message: IncomingOf<'authorization.pending'>,
): Step => ({
  order: {
    ...until(order, message),
    answered: isDone(order.answered, message),
    ...because(message.data.problem),
  },
  send: [],
})

/** The CA takes its time. Once it says so it has the CSR, which is then not sent again. */
export const wait = (
  order: OrderIn<'finalizing'>,
  message: IncomingOf<'order.processing'>,
): Step => ({
  order: {
    ...until(order, message),
    processing: isDone(order.processing, message),
    ...because(message.data.problem),
  },
  send: [],
})
