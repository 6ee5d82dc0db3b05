import { EventView, type OrderId, OrderView } from '@certwire/contracts'
import type { Api } from './api.ts'
import { CliError } from './cli-error.ts'

const LAST = new Set(['cert.issued', 'cert.failed', 'order.cancelled'])

/** Hands on every event of an order, each once, until its last one. A stream that breaks is opened again. */
export async function awaitOrder(
  api: Api,
  orderId: OrderId,
  since: Date,
  onEvent: (event: EventView) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<string>()
  const query = new URLSearchParams({ order: orderId, since: since.toISOString() })
  while (!signal.aborted) {
    for await (const json of api.events(`/events?${query}`, signal)) {
      const event = EventView.parse(json)
      if (seen.has(event.id)) continue
      seen.add(event.id)
      onEvent(event)
      if (LAST.has(event.type)) return
    }
  }
  throw new CliError(
    'ERR_INTERRUPTED',
    `Not waited to the end; see "certwire order show ${orderId}".`,
  )
}

/** The order as it ended; a failure is thrown with its reason and what to do. */
export async function endOf(api: Api, orderId: OrderId): Promise<OrderView> {
  const order = OrderView.parse(await api.get(`/orders/${orderId}`))
  if (order.phase === 'issued') return order
  const {
    code = 'ERR_ORDER_CANCELLED',
    reason = 'The order was cancelled.',
    remedy = '',
  } = order.problem ?? {}
  throw new CliError(code, `${reason} ${remedy}`.trim())
}
