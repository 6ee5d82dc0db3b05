import type { Budgets } from '@certwire/budgets'
import { OrderId, TenantId } from '@certwire/contracts'
import { type Order, open } from '@certwire/domain'
import { expect, test } from 'vitest'
import type { Orders } from './orders.ts'
import { sweep } from './sweep.ts'
import { now, signal } from './test-stage.ts'

const orderOf = (at: number): Order =>
  open(
    {
      ...{ orderId: OrderId.parse(`ord_${at}`), tenantId: TenantId.parse('default') },
      ...{ digest: 'd', issuer: 'sandbox', key: 'p256', verdict: { names: [] } },
    },
    now,
  )

/** The budgets of a CA of which nothing is known. */
const deps = { budgets: { counts: false } as Budgets, clock: () => now }

/** So many orders are due, each until it is reminded. `broken` cannot be. */
function stage(count: number, broken?: string) {
  const due = new Map(Array.from({ length: count }, (_, at) => [`ord_${at}`, orderOf(at)]))
  const reminded: string[] = []
  const orders = {
    due: async (limit: number) => [...due.values()].slice(0, limit),
    remind: async ({ _id }: Order) => {
      if (_id === broken) throw new Error(`${_id} is broken`)
      due.delete(_id)
      reminded.push(_id)
    },
  } as Orders
  return { orders, reminded, due }
}

test('everything that is due is told, once', async () => {
  const { orders, reminded } = stage(450)

  await sweep({ orders, ...deps }, signal)

  expect(new Set(reminded).size).toBe(450)
  expect(reminded).toHaveLength(450)
})

test('one that cannot be told does not keep its neighbours from it', async () => {
  const { orders, reminded } = stage(3, 'ord_1')

  await expect(sweep({ orders, ...deps }, signal)).rejects.toThrow('ord_1 is broken')

  expect(reminded).toEqual(['ord_0', 'ord_2'])
})

test('whoever has to stop begins no other batch', async () => {
  const { orders, due } = stage(450)

  await sweep({ orders, ...deps }, AbortSignal.abort())

  expect(due.size).toBe(250)
})
