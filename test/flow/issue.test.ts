import { afterEach, expect, test } from 'vitest'
import { type Stage, stage } from '../support/stage.ts'

let open: Stage | undefined
afterEach(() => open?.close())

test('a request for an apex and its wildcard ends in one verified certificate, though everything is delivered twice', async () => {
  open = await stage()

  const orderId = await open.request(['flow.example.test', '*.flow.example.test'])
  const order = await open.finished(orderId)

  expect(order.phase).toBe('issued')
  expect(open.ca.ledger.issued).toHaveLength(1)
  expect(open.dns.records()).toEqual([])
})
