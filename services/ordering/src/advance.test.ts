import type { Budgets } from '@certwire/budgets'
import { type AnyMessage, CertCancelled, stamp } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import type { Orders } from './orders.ts'
import { mark, orderId, signal } from './test-stage.ts'

test('what happened to an order moves it, and what that means is in its outbox', async () => {
  const moved: AnyMessage[] = []
  const orders = { move: async (message) => void moved.push(message) } as Orders
  const message = stamp(CertCancelled(orderId, { reason: 'sold' }), mark)

  const budgets = { counts: false } as Budgets
  const witness = async (same: AnyMessage) => same
  const answers = await advance(message, { orders, budgets, witness }, signal)

  expect(answers).toEqual([])
  expect(moved).toEqual([message])
})
