import { CaError } from '@certwire/acme'
import { OrderId, type Problem } from '@certwire/contracts'
import { anAuthorization, anOrder } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { now, orderId } from '../test-stage.ts'
import { stage } from './place-stage.ts'

const { url } = anOrder()
const lostReply = new CaError('ERR_CA_TIMEOUT', 'No answer in time.', { outcomeUnknown: true })

test('an order is placed with every record that it needs', async () => {
  const { run } = await stage({ answers: { newOrder: [anOrder({ expires: now })] } })

  expect(await run()).toMatchObject([
    {
      type: 'order.placed',
      data: {
        ...{ generation: 1, orderUrl: url, finalizeUrl: `${url}/finalize` },
        ...{ expires: now.toISOString(), challenges: [{ name: 'a.example' }] },
      },
    },
  ])
})

test('an order that is born ready has nothing to prove', async () => {
  const { run, asked } = await stage({ answers: { newOrder: [anOrder({ status: 'ready' })] } })

  expect(await run()).toMatchObject([{ type: 'order.placed', data: { challenges: [] } }])
  expect(asked).toEqual(['newOrder a.example'])
})

test('authorizations that are valid already leave nothing to prove, once the CA says that it is ready', async () => {
  const valid = anAuthorization({ status: 'valid' })
  const { run } = await stage({ answers: { newOrder: [anOrder()], authorization: [valid] } })

  expect(await run()).toMatchObject([
    { type: 'order.placed', data: { challenges: [], unready: true } },
  ])
})

test('a command that comes again finds the order that was placed', async () => {
  const { run, asked } = await stage({ answers: { newOrder: [anOrder()], order: [anOrder()] } })
  const [first] = await run()

  const [again] = await run()

  expect(again).toEqual(first)
  expect(asked.filter((one) => !one.startsWith('authorization'))).toEqual([
    ...['newOrder a.example', `order ${url}`],
  ])
})

test('a reply that is lost is waited for, and then the order is placed', async () => {
  const { run } = await stage({ answers: { newOrder: [lostReply, anOrder()] } })

  expect(await run()).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: '2026-11-24T12:00:30.000Z', problem: { code: 'ERR_CA_TIMEOUT' } },
    },
  ])
  expect(await run()).toMatchObject([{ type: 'order.placed' }])
})

test('before it is placed again, it is looked for at the CA', async () => {
  const { run, asked } = await stage({
    answers: { newOrder: [lostReply], orders: [[url]], order: [anOrder()] },
  })
  await run()

  expect(await run({ deferred: 1 })).toMatchObject([
    { type: 'order.placed', data: { orderUrl: url } },
  ])
  expect(asked.filter((one) => one.startsWith('newOrder'))).toHaveLength(1)
})

test('an order that the CA has given another of ours waits for that', async () => {
  const { run, placements } = await stage({ answers: { newOrder: [anOrder()] } })
  await placements.claim(url, OrderId.parse('ord_other'), 1)

  expect(await run()).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: '2026-11-24T12:00:30.000Z', problem: { code: 'ERR_ORDER_SHARED' } },
    },
  ])
})

test.each(['invalid', 'valid', 'processing'] as const)(
  'an order that is %s when it is placed is no order',
  async (status) => {
    const { run } = await stage({ answers: { newOrder: [anOrder({ status })] } })

    expect(await run()).toMatchObject([
      { type: 'order.refused', data: { problem: { code: 'ERR_ORDER_STATUS', retryable: true } } },
    ])
  },
)

describe('what DNS says against an order', () => {
  const problem: Problem = {
    ...{ code: 'ERR_CAA_FORBIDS', reason: 'a record', remedy: 'Correct it.', retryable: false },
    actor: 'operator',
  }

  test('is heard before anything is spent at the CA', async () => {
    const { run, asked } = await stage({ problem })

    expect(await run()).toMatchObject([{ type: 'order.refused', data: { problem } }])
    expect(asked).toEqual([])
  })

  test('does not matter to one that is placed already', async () => {
    const { run, placements } = await stage({ answers: { order: [anOrder()] }, problem })
    await placements.claim(url, orderId, 1)

    expect(await run()).toMatchObject([{ type: 'order.placed' }])
  })
})

test('a CA without dns-01 refuses the order', async () => {
  const bare = anAuthorization({ challenges: [] })
  const { run } = await stage({ answers: { newOrder: [anOrder()], authorization: [bare] } })

  expect(await run()).toMatchObject([
    { type: 'order.refused', data: { problem: { code: 'ERR_CHALLENGE_UNSUPPORTED' } } },
  ])
})

test('trouble that is neither ours nor the CA’s is tried again by the runtime', async () => {
  const { run } = await stage({ answers: { newOrder: [new TypeError('a bug')] } })

  await expect(run()).rejects.toThrow('a bug')
})

test('whoever has to stop says nothing of the order', async () => {
  const { run } = await stage({ answers: { newOrder: [lostReply] } })

  await expect(run({}, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
})
