import { CaError } from '@certwire/acme'
import { OrderId } from '@certwire/contracts'
import { anOrder, aProblem } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { now } from '../test-stage.ts'
import { stage } from './place-stage.ts'

const other = OrderId.parse('ord_other')
const hour = new Date(now.getTime() + 3_600_000)
const silence = new CaError('ERR_CA_UNREACHABLE', 'No route.')
const replaces = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'
const directory = { renewalInfo: 'https://ca.example/renewal-info' } as never
const certificatesPerSet = { count: 1, hours: 24 }

const asksFor = (asked: readonly string[], what: string) =>
  asked.filter((one) => one.startsWith(what)).length

test('an order that would break a limit waits with the time, and the CA hears nothing of it', async () => {
  const { run, asked } = await stage({
    ...{ answers: { newOrder: [anOrder()] }, limits: { certificatesPerSet } },
  })
  await run()

  expect(await run({}, undefined, other)).toMatchObject([
    {
      type: 'order.deferred',
      data: { until: '2026-11-25T12:00:00.000Z', problem: { code: 'ERR_BUDGET_SET' } },
    },
  ])
  expect(asksFor(asked, 'newOrder')).toBe(1)
})

describe('a renewal', () => {
  const limits = { certificatesPerSet, exemptsRenewals: true }
  const used = async (newOrder: Parameters<typeof stage>[0]['answers']) => {
    const on = await stage({ answers: { directory: [directory], ...newOrder }, limits })
    await on.run()
    return on
  }

  test('is exempt at a CA that says so', async () => {
    const { run } = await used({ newOrder: [anOrder()] })

    const said = await run({ wishes: { replaces } }, undefined, other)

    expect(said).toMatchObject([{ data: { problem: { code: 'ERR_ORDER_SHARED' } } }])
  })

  test('of what is replaced already counts like any other order', async () => {
    const { run, asked } = await used({
      newOrder: [anOrder(), aProblem('alreadyReplaced', 409), anOrder()],
    })

    const said = await run({ wishes: { replaces } }, undefined, other)

    expect(said).toMatchObject([{ data: { problem: { code: 'ERR_BUDGET_SET' } } }])
    expect(asksFor(asked, 'newOrder')).toBe(2)
  })
})

describe('what the CA refuses for its rate', () => {
  test('is not asked for by another order before its Retry-After', async () => {
    const { run, asked } = await stage({
      answers: { newOrder: [aProblem('rateLimited', 429, hour)] },
    })
    await run()

    expect(await run({}, undefined, other)).toMatchObject([
      {
        type: 'order.deferred',
        data: { until: hour.toISOString(), problem: { code: 'ERR_BUDGET_PAUSED' } },
      },
    ])
    expect(asksFor(asked, 'newOrder')).toBe(1)
  })

  test('with 503 is all requests, and nothing at all is asked', async () => {
    const { run, asked } = await stage({
      answers: { newOrder: [aProblem('rateLimited', 503, hour)] },
    })
    await run()
    const before = asked.length

    expect(await run({}, undefined, other)).toMatchObject([{ data: { until: hour.toISOString() } }])
    expect(asked).toHaveLength(before)
  })
})

describe('a CA that does not answer', () => {
  test('is left alone after a few calls, and every order hears when to come', async () => {
    const { run, asked } = await stage({ answers: { newOrder: [silence] } })
    for (let n = 0; n < 20; n += 1) await run()

    expect(await run({}, undefined, other)).toMatchObject([
      { type: 'order.deferred', data: { problem: { code: 'ERR_CA_DOWN' } } },
    ])
    expect(asksFor(asked, 'newOrder')).toBe(20)
  })

  test('and then does is asked as ever', async () => {
    const { run } = await stage({ answers: { newOrder: [silence, silence, anOrder()] } })
    await run()
    await run()

    expect(await run()).toMatchObject([{ type: 'order.placed' }])
  })
})
