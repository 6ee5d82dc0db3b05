import { commandsOf } from '../commands.ts'
import { after, earlier, redriveAt } from '../deadline.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { sweep } from './records.ts'

type Waiting = { readonly data: { readonly until: string; readonly problem?: unknown } }
type AtTheCa = OrderIn<'validating'> | OrderIn<'finalizing'>

/** However often a CA's platform calls, an order asks no more often than this. */
const HINT_PAUSE_MS = 2000

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
export function poll(
  order: OrderIn<'validating'>,
  message: IncomingOf<'authorization.pending'>,
): Step {
  const { problem, seen } = message.data
  const answered = isDone(order.answered, message)
  return { order: { ...asleep(order, message), answered, ...because(problem ?? seen) }, send: [] }
}

/** The CA takes its time. Once it says so it has the CSR, which is then not sent again. */
export function wait(order: OrderIn<'finalizing'>, message: IncomingOf<'order.processing'>): Step {
  const processing = isDone(order.processing, message)
  const { problem } = message.data
  return { order: { ...asleep(order, message), processing, ...because(problem) }, send: [] }
}

/**
 * The CA's platform says that something has happened: an order that waits for the CA asks it now, and not when it said.
 * What the platform says is believed in nothing else.
 */
export function hint(order: AtTheCa, _: IncomingOf<'webhook.received'>, now: Date): Step {
  const isUnderWay = order.phase === 'validating' ? !order.answered : !order.processing
  if (isUnderWay) return { order, send: [] }
  const soon = pauseAfter(order.hintedAt)
  if (soon > after(now, 0))
    return { order: { ...order, hintedAgain: true, nextAt: soon }, send: [] }
  const asking = { ...order, hintedAt: after(now, 0), nextAt: redriveAt(0, now) }
  return { order: asking, send: commandsOf(asking, now) }
}

const pauseAfter = (hintedAt: string | undefined) =>
  hintedAt === undefined ? '' : after(new Date(hintedAt), HINT_PAUSE_MS)

/** Until the CA said, or soon: its answer may be older than the last hint. */
function asleep<O extends AtTheCa>({ hintedAgain, ...order }: O, message: Waiting) {
  const sleeping = until(order as O, message)
  const soon = earlier(message.data.until, pauseAfter(order.hintedAt))
  return hintedAgain ? { ...sleeping, nextAt: soon } : sleeping
}
