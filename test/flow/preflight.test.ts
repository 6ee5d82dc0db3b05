import { describe, expect } from 'vitest'
import { ZONE } from '../support/stage.ts'
import { test } from '../support/staged.ts'

const forbids = { name: ZONE, type: 'CAA', value: '0 issue ";"' } as const

test.concurrent('an order that a CAA record forbids is not placed', async ({ on }) => {
  on.dns.add(forbids)

  const orderId = await on.request(['a.example.test'])
  const { problem } = await on.reached(orderId, 'failed')

  expect(problem).toMatchObject({ code: 'ERR_CAA_FORBIDS', actor: 'operator', retryable: false })
  expect(problem?.reason).toBe('a.example.test: example.test has issue ";"')
  expect([on.ca.ledger.orders, on.dns.journal.length]).toEqual([[], 1])
})

test.concurrent('one whose zone fails waits until it does not', async ({ on }) => {
  on.dns.setFault(ZONE, 'servfail')
  const orderId = await on.request(['a.example.test'])
  const { problem } = await on.until(orderId, (order) => order.problem !== undefined)

  on.dns.setFault(ZONE, undefined)
  on.clock.pass(90_000)
  await on.reached(orderId, 'issued')

  expect(problem).toMatchObject({ code: 'ERR_DNS_SERVFAIL', retryable: true })
  expect(on.said(orderId)).toContain('order.deferred')
})

describe('who wants to be warned only', () => {
  test.override('options', {
    adapt: (config) => ({ ...config, dns: { ...config.dns, preflight: 'warn' } }),
  })

  test.concurrent('is not kept from asking the CA', async ({ on }) => {
    on.dns.add(forbids)

    const orderId = await on.request(['a.example.test'])

    expect((await on.reached(orderId, 'issued')).phase).toBe('issued')
  })
})
