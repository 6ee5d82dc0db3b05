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
export const poll = (
  order: OrderIn<'validating'>,
  message: IncomingOf<'authorization.pending'>,
): Step => ({
  order: {
    ...until(unhinted(order), message),
    ...soonIfHinted(order, message),
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
    ...until(unhinted(order), message),
    ...soonIfHinted(order, message),
    processing: isDone(order.processing, message),
    ...because(message.data.problem),
  },
  send: [],
})

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

const unhinted = <O extends AtTheCa>({ hintedAgain: _, ...order }: O) => order as O

/** The answer may be older than the last hint. */
const soonIfHinted = ({ hintedAgain, hintedAt }: AtTheCa, { data }: Waiting) =>
  hintedAgain ? { nextAt: earlier(data.until, pauseAfter(hintedAt)) } : {}
