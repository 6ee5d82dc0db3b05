import { type AnyMessage, CertCancelled, stamp } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import type { Orders } from './orders.ts'
import { mark, orderId } from './test-stage.ts'

test('what happened to an order moves it, and what that means is in its outbox', async () => {
  const moved: AnyMessage[] = []
  const orders = { move: async (message) => void moved.push(message) } as Orders
  const message = stamp(CertCancelled(orderId, { reason: 'sold' }), mark)

  const answers = await advance(message, { orders })

  expect(answers).toEqual([])
  expect(moved).toEqual([message])
})
