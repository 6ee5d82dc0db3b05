import { setTimeout as sleep } from 'node:timers/promises'
import { type EventView, type OrderId, OrderView } from '@certwire/contracts'
import type { Api } from './api.ts'
import { CliError } from './cli-error.ts'
import { sentences } from './sentences.ts'

const LAST_EVENTS = new Set(['cert.issued', 'cert.failed', 'order.cancelled'])
const LAST_PHASES = new Set(['issued', 'failed', 'cancelled'])
/** Events may be lost and orders are not, so the order itself is looked at as well. */
const LOOK_MS = 2000
/** What is on its way when the order is seen to be finished. */
const LAST_WORDS_MS = 200

/** Hands on every event of an order until it is finished, and gives it as it ended. Rejects with the signal's reason. */
export async function awaitOrder(
  api: Api,
  orderId: OrderId,
  onEvent: (event: EventView) => void,
  signal: AbortSignal,
  lookMs = LOOK_MS,
): Promise<OrderView> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const heard = listen(api, orderId, onEvent, either)
  const seen = look(api, orderId, lookMs, either)
  try {
    await Promise.race([heard, seen.then(() => sleep(LAST_WORDS_MS))])
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    stop.abort()
    await Promise.allSettled([heard, seen])
  }
  signal.throwIfAborted()
  return api.get(`/orders/${orderId}`, OrderView)
}

async function listen(
  api: Api,
  orderId: OrderId,
  onEvent: (event: EventView) => void,
  signal: AbortSignal,
): Promise<void> {
  // From the first event of the order, by whatever clock it was kept.
  const query = new URLSearchParams({ order: orderId, since: new Date(0).toISOString() })
  for await (const event of api.events(query, signal)) {
    onEvent(event)
    if (LAST_EVENTS.has(event.type)) return
  }
}

async function look(
  api: Api,
  orderId: OrderId,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(everyMs, undefined, { signal })
    const order = await api.get(`/orders/${orderId}`, OrderView).catch(unlessAway)
    if (order && LAST_PHASES.has(order.phase)) return
  }
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof CliError) || !['unreachable', 'timeout'].includes(error.exit)) throw error
}

/** The order, unless it did not end well: that is thrown with its reason and what to do. */
export function issued(order: OrderView): OrderView {
  if (order.phase === 'issued') return order
  const { code, reason, remedy } = order.problem ?? {
    ...{ code: 'ERR_ORDER_CANCELLED', reason: 'The order was cancelled.' },
    remedy: 'Request the certificate again if it is still wanted.',
  }
  throw new CliError(code, sentences(reason, remedy))
}
