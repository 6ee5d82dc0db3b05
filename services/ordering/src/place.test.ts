import { CaError } from '@certwire/acme'
import { DnsName, OrderId, PlaceOrder, type Problem, stamp } from '@certwire/contracts'
import { type Answers, anAuthorization, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { sqliteStore } from '@certwire/store'
import { describe, expect, test } from 'vitest'
import { place } from './place.ts'
import { placements as definition } from './placement-documents.ts'
import { connectPlacements } from './placements.ts'
import { mark, now, orderId, signal } from './test-stage.ts'

const { url } = anOrder()
const data = { issuer: 'sandbox', generation: 1, names: [DnsName.parse('a.example')] }
const message = stamp(PlaceOrder(orderId, data), mark)
const lostReply = new CaError('ERR_CA_TIMEOUT', 'No answer in time.', { outcomeUnknown: true })

async function stage(answers: Answers, problem?: Problem) {
  const store = await sqliteStore({ file: ':memory:' })
  const placements = connectPlacements(await store.open(definition), async () => false)
  const { issuers, asked } = fakeCa({ authorization: [anAuthorization()], ...answers })
  const objection = async () => problem
  const deps = { issuers, placements, objection, clock: () => now, random: () => 0 }
  return { asked, placements, run: (stop = signal) => place(message, deps, stop) }
}

test('an order is placed with every record that it needs', async () => {
  const { run } = await stage({ newOrder: [anOrder({ expires: now })] })

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
  const { run, asked } = await stage({ newOrder: [anOrder({ status: 'ready' })] })

  expect(await run()).toMatchObject([{ type: 'order.placed', data: { challenges: [] } }])
  expect(asked).toEqual(['newOrder a.example'])
})

test('authorizations that are valid already leave nothing to prove', async () => {
  const valid = anAuthorization({ status: 'valid' })
  const { run } = await stage({ newOrder: [anOrder()], authorization: [valid] })

  expect(await run()).toMatchObject([{ type: 'order.placed', data: { challenges: [] } }])
})

test('a command that comes again finds the order that was placed', async () => {
  const { run, asked } = await stage({ newOrder: [anOrder()], order: [anOrder()] })
  const [first] = await run()

  const [again] = await run()

  expect(again).toEqual(first)
  expect(asked.filter((one) => !one.startsWith('authorization'))).toEqual([
    ...['newOrder a.example', `order ${url}`],
  ])
})

test('a reply that is lost is waited for, and then the order is placed', async () => {
  const { run } = await stage({ newOrder: [lostReply, anOrder()] })

  expect(await run()).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: '2026-11-24T12:00:30.000Z', problem: { code: 'ERR_CA_TIMEOUT' } },
    },
  ])
  expect(await run()).toMatchObject([{ type: 'order.placed' }])
})

test('a rate limit defers the order until the CA takes it', async () => {
  const until = new Date('2026-11-24T15:00:00.000Z')
  const { run } = await stage({ newOrder: [aProblem('rateLimited', 429, until)] })

  expect(await run()).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: until.toISOString(), problem: { code: 'ERR_ACME_RATE_LIMITED' } },
    },
  ])
})

test.each([
  ['rejectedIdentifier', 400, 'requester', false],
  ['caa', 403, 'operator', false],
  ['unauthorized', 403, 'operator', false],
  ['externalAccountRequired', 403, 'operator', false],
])('a CA that says %s refuses the order', async (kind, status, actor, retryable) => {
  const { run } = await stage({ newOrder: [aProblem(kind, status)] })

  expect(await run()).toMatchObject([
    { type: 'order.refused', data: { generation: 1, problem: { actor, retryable } } },
  ])
})

describe('an account that the CA has forgotten', () => {
  const forgotten = aProblem('accountDoesNotExist')

  test('is registered again', async () => {
    const { run, asked } = await stage({ newOrder: [forgotten, anOrder()] })

    expect(await run()).toMatchObject([{ type: 'order.placed' }])
    expect(asked.slice(0, 3)).toEqual([
      ...['newOrder a.example', 'reregister sandbox', 'newOrder a.example'],
    ])
  })

  test('takes the orders that it had with it', async () => {
    const gone = aProblem('malformed', 404)
    const { run, placements } = await stage({ order: [forgotten, gone] })
    await placements.claim(url, orderId, 1)

    expect(await run()).toMatchObject([
      { type: 'order.refused', data: { problem: { retryable: true, actor: 'nobody' } } },
    ])
  })

  test('and that comes back each time is not registered for ever', async () => {
    const { run, asked } = await stage({ newOrder: [forgotten] })

    expect(await run()).toMatchObject([{ type: 'order.refused' }])
    expect(asked.filter((one) => one.startsWith('reregister'))).toHaveLength(1)
  })
})

test('an order that the CA has given another of ours waits for that', async () => {
  const { run, placements } = await stage({ newOrder: [anOrder()] })
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
    const { run } = await stage({ newOrder: [anOrder({ status })] })

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
    const { run, asked } = await stage({}, problem)

    expect(await run()).toMatchObject([{ type: 'order.refused', data: { problem } }])
    expect(asked).toEqual([])
  })

  test('does not matter to one that is placed already', async () => {
    const { run, placements } = await stage({ order: [anOrder()] }, problem)
    await placements.claim(url, orderId, 1)

    expect(await run()).toMatchObject([{ type: 'order.placed' }])
  })
})

test('a CA without dns-01 refuses the order', async () => {
  const bare = anAuthorization({ challenges: [] })
  const { run } = await stage({ newOrder: [anOrder()], authorization: [bare] })

  expect(await run()).toMatchObject([
    { type: 'order.refused', data: { problem: { code: 'ERR_CHALLENGE_UNSUPPORTED' } } },
  ])
})

test('trouble that is neither ours nor the CA’s is tried again by the runtime', async () => {
  const { run } = await stage({ newOrder: [new TypeError('a bug')] })

  await expect(run()).rejects.toThrow('a bug')
})

test('whoever has to stop says nothing of the order', async () => {
  const { run } = await stage({ newOrder: [lostReply] })

  await expect(run(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
})
