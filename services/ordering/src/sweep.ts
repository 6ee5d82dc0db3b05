import type { Budgets } from '@certwire/budgets'
import type { Order } from '@certwire/domain'
import { countOverdue } from './budget/budget-count.ts'
import type { Orders } from './orders.ts'

interface Deps {
  readonly orders: Orders
  readonly budgets: Budgets
  readonly clock: () => Date
}

const AT_ONCE = 200

/**
 * Tells every order whose `nextAt` has come. This alone finishes every order, whatever the bus has forgotten. One that
 * cannot be told does not keep the others from it, and is the error in the end.
 */
export async function sweep({ orders, ...deps }: Deps, signal: AbortSignal): Promise<void> {
  const tell = async (order: Order) => {
    await countOverdue(order, deps)
    await orders.remind(order)
  }
  let found: number
  do {
    const due = await orders.due(AT_ONCE)
    const told = await Promise.allSettled(due.map(tell))
    const failed = told.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    found = due.length
  } while (found === AT_ONCE && !signal.aborted)
}
