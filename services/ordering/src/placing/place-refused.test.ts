import type { Problem } from '@certwire/contracts'
import { anOrder, aProblem } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { orderId } from '../test-stage.ts'
import { stage } from './place-stage.ts'

const { url } = anOrder()

test('a rate limit defers the order until the CA takes it', async () => {
  const until = new Date('2026-11-24T15:00:00.000Z')
  const { run } = await stage({ answers: { newOrder: [aProblem('rateLimited', 429, until)] } })

  expect(await run()).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: until.toISOString(), problem: { code: 'ERR_ACME_RATE_LIMITED' } },
    },
  ])
})

test.each([
  ['rejectedIdentifier', 400, 'requester', false, undefined],
  ['caa', 403, 'operator', false, undefined],
  ['unauthorized', 403, 'operator', false, undefined],
  ['userActionRequired', 403, 'operator', false, 'ERR_ACME_USER_ACTION_REQUIRED'],
])(
  'a CA that says %s refuses the order, and every other where that is about the account',
  async (kind, status, actor, retryable, stop) => {
    const { run, stops } = await stage({ answers: { newOrder: [aProblem(kind, status)] } })

    expect(await run()).toMatchObject([
      { type: 'order.refused', data: { generation: 1, problem: { actor, retryable } } },
    ])
    expect((await stops.reason('sandbox'))?.code).toBe(stop)
  },
)

test('while the issuer is stopped, nothing new is asked of it', async () => {
  const { run, stops, asked } = await stage({})
  const problem: Problem = {
    ...{ code: 'ERR_ACME_USER_ACTION_REQUIRED', reason: 'new terms', remedy: 'Agree.' },
    ...{ actor: 'operator', retryable: false },
  }
  await stops.note('sandbox', problem)

  expect(await run()).toMatchObject([{ type: 'order.refused', data: { problem } }])
  expect(asked).toEqual([])
})

describe('an account that the CA has forgotten', () => {
  const forgotten = aProblem('accountDoesNotExist')

  test('is registered again', async () => {
    const { run, asked } = await stage({ answers: { newOrder: [forgotten, anOrder()] } })

    expect(await run()).toMatchObject([{ type: 'order.placed' }])
    expect(asked.slice(0, 3)).toEqual([
      ...['newOrder a.example', 'reregister sandbox', 'newOrder a.example'],
    ])
  })

  test('takes the orders that it had with it', async () => {
    const gone = aProblem('malformed', 404)
    const { run, placements } = await stage({ answers: { order: [forgotten, gone] } })
    await placements.claim(url, orderId, 1)

    expect(await run()).toMatchObject([
      { type: 'order.refused', data: { problem: { retryable: true, actor: 'nobody' } } },
    ])
  })

  test('and that comes back each time is not registered for ever', async () => {
    const { run, asked } = await stage({ answers: { newOrder: [forgotten] } })

    expect(await run()).toMatchObject([{ type: 'order.refused' }])
    expect(asked.filter((one) => one.startsWith('reregister'))).toHaveLength(1)
  })
})
