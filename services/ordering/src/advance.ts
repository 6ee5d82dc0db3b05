import type { Budgets } from '@certwire/budgets'
import type { AnyMessage, Message } from '@certwire/contracts'
import { count } from './budget/budget-count.ts'
import type { Orders } from './orders.ts'
import type { CaaWitness } from './preflight/caa-witness.ts'

interface Deps {
  readonly orders: Orders
  readonly budgets: Budgets
  readonly witness: CaaWitness
}

/** Whatever happened to an order, the order table decides what it means. */
export async function advance(message: Message, deps: Deps, signal: AbortSignal): Promise<[]> {
  // The runtime has parsed it by the contract that it was subscribed with.
  const known = await deps.witness(message as AnyMessage, signal)
  await count(known, deps)
  await deps.orders.move(known)
  return []
}
