import type { Orders } from './orders.ts'

const AT_ONCE = 200

/**
 * Tells every order whose `nextAt` has come. This alone finishes every order, whatever the bus has forgotten. One that
 * cannot be told does not keep the others from it, and is the error in the end.
 */
export async function sweep({ orders }: { orders: Orders }, signal: AbortSignal): Promise<void> {
  let found: number
  do {
    const due = await orders.due(AT_ONCE)
    const told = await Promise.allSettled(due.map((order) => orders.remind(order)))
    const failed = told.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    found = due.length
  } while (found === AT_ONCE && !signal.aborted)
}
