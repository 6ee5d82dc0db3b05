import { DnsName, OrderId, TenantId } from '@certwire/contracts'
import { orders } from '@certwire/documents'
import { type Order, open } from '@certwire/domain'
import type { Store } from '@certwire/store'
import { ZONE } from './ground.ts'

const AT_ONCE = 500

/** Puts orders into the store that wait, as after a rate limit, until `nextAt(n)`. */
export async function addWaitingOrders(
  store: Store,
  count: number,
  nextAt: (n: number) => Date,
): Promise<void> {
  const collection = await store.open(orders)
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => from + n)
    await Promise.all(some.map((n) => collection.insert(waiting(n, nextAt(n)))))
  }
}

function waiting(n: number, at: Date): Order {
  const names = [DnsName.parse(`waiting-${n}.${ZONE}`)]
  const request = {
    ...{ orderId: OrderId.parse(`ord_waiting${n}`), tenantId: TenantId.parse('default') },
    ...{ digest: `digest-${n}`, issuer: 'pebble', key: 'p256' as const, verdict: { names } },
  }
  return { ...open(request, new Date()), outbox: [], nextAt: at.toISOString() }
}
