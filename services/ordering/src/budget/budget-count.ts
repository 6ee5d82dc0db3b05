import type { Budgets } from '@certwire/budgets'
import type { AnyMessage } from '@certwire/contracts'
import { isFinished, type Order } from '@certwire/domain'
import type { Orders } from '../orders.ts'

interface Deps {
  readonly budgets: Budgets
  readonly orders: Pick<Orders, 'find'>
}

/** A generation of an order, as the ledger knows it. */
interface Done {
  readonly who: string
  readonly names: readonly string[]
}

/**
 * Tells the ledger what has become of an order, before the order hears of it: so a repetition after a crash tells it
 * again, which changes nothing.
 */
export async function count(message: AnyMessage, { budgets, orders }: Deps): Promise<void> {
  const tell = Object.hasOwn(told, message.type) && told[message.type as keyof typeof told]
  if (!budgets.counts || !tell) return
  const order = await orders.find(message.orderId)
  if (order && order.tenantId === message.tenantId && !isFinished(order))
    await tell(budgets, order, message)
}

/** An order that gives up at its deadline holds nothing any more. Where the CA was at work it may issue all the same. */
export async function countOverdue(
  order: Order,
  { budgets, clock }: Pick<Deps, 'budgets'> & { readonly clock: () => Date },
): Promise<void> {
  const { _id, phase, issuer, names, generation, deadline } = order
  if (!budgets.counts || isFinished(order) || deadline > clock().toISOString()) return
  const isAtWork = phase === 'finalizing' || phase === 'storing'
  await budgets.over(issuer, { who: `${_id}/${generation}`, names }, isAtWork)
}

type Tell = (budgets: Budgets, order: Order, message: AnyMessage) => Promise<void>

const over =
  (isCounted: boolean): Tell =>
  (budgets, order, message) =>
    budgets.over(order.issuer, doneBy(order, message), isCounted)

const told: Readonly<Partial<Record<AnyMessage['type'], Tell>>> = {
  'certificate.issued': over(true),
  'authorization.valid': (budgets, { issuer, names }) => budgets.succeeded(issuer, names),
  'authorization.invalid': async (budgets, order, message) => {
    const done = doneBy(order, message)
    const { names = [] } = message.data as { names?: readonly string[] }
    await budgets.failed(order.issuer, { ...done, names })
    await budgets.over(order.issuer, done, false)
  },
  'order.refused': over(false),
  'order.invalid': over(false),
  'challenge.failed': over(false),
  // The CA may issue all the same.
  'cert.cancelled': over(true),
}

/** Who gives an order up names no generation. */
function doneBy({ _id, generation, names }: Order, { data }: AnyMessage): Done {
  const meant = 'generation' in data ? data.generation : generation
  return { who: `${_id}/${meant}`, names }
}
