import type { Receipts } from './inbound/receipts.ts'
import type { Deliveries } from './outbound/deliveries.ts'

interface Deps {
  readonly receipts: Receipts
  readonly deliveries: Deliveries
}

/** What nobody can ask for any more goes. */
export async function forget({ receipts, deliveries }: Deps, signal: AbortSignal): Promise<void> {
  await Promise.all([receipts.forget(signal), deliveries.forget(signal)])
}
