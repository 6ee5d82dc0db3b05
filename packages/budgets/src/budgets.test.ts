import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, minutesTo, SECOND, spender, stage, start } from './test-stage.ts'

const orders = { orders: { count: 3, hours: 1 } } as const
const leave = { watched: false, isProbe: false }
const said = { detail: 'too many', identifiers: [], about: 'order' as const }

test('an order waits for a token with the limit, the figure and the time', async () => {
  const { budgets } = await stage(orders)
  for (const n of [1, 2]) await budgets.order('ca', spender(n, [`${n}.test`]), false)
  await budgets.order('ca', spender(3, ['3.test']), false)

  const putOff = await budgets.order('ca', spender(4, ['4.test']), false)

  expect(minutesTo(putOff)).toBe(20)
  expect(putOff?.problem).toMatchObject({ code: 'ERR_BUDGET_ORDERS', retryable: true })
  expect(putOff?.problem.reason).toMatch(/^ca allows 3 new orders of the account in 1 h,.*2026-11/)
})

test('processes that share a store spend from one budget', async () => {
  const { budgets, another } = await stage(orders)
  const all = Array.from({ length: 20 }, (_, n) => spender(n, [`${n}.test`]))
  const ask = (n: number) => (n % 2 ? budgets : another)

  const told = await Promise.all(all.map((one, n) => ask(n).order('ca', one, false)))

  // The third comes a few seconds later.
  expect(told.filter((one) => one === undefined)).toHaveLength(2)
})

test('issuers at one CA share what is counted by domain, and have their own accounts', async () => {
  const { budgets } = await stage({ ...orders, certificatesPerDomain: { count: 1, hours: 24 } })
  await budgets.order('ca', spender(1, ['a.one.test']), false)

  const same = await budgets.order('sibling', spender(2, ['b.one.test']), false)
  const other = await budgets.order('sibling', spender(3, ['two.test']), false)

  expect(same?.problem).toMatchObject({ code: 'ERR_BUDGET_DOMAIN' })
  expect(same?.problem.reason).toContain('"one.test"')
  expect(other).toBeUndefined()
})

test('what an order took is given back when another limit puts it off', async () => {
  const { budgets } = await stage({
    ...{ certificatesPerSet: { count: 1, hours: 1 }, orders: { count: 2, hours: 2 } },
  })
  await budgets.order('ca', spender(1, ['1.test']), false)
  const putOff = await budgets.order('ca', spender(2, ['2.test']), false)

  const [view] = (await budgets.list('ca')).filter(({ key }) => key === '2.test')

  expect(putOff?.problem.code).toBe('ERR_BUDGET_ORDERS')
  expect(view).toMatchObject({ left: 1, held: 0, waiting: [{ order: 'ord_2', tenant: 'a' }] })
})

describe('a certificate’s token', () => {
  const perSet = { certificatesPerSet: { count: 1, hours: 10 } }

  test('is spent when the CA has issued', async () => {
    const { budgets, pass } = await stage(perSet)
    await budgets.order('ca', spender(1, ['a.test']), false)
    pass(HOUR)
    await budgets.over('ca', spender(1, ['a.test']), true)

    expect(minutesTo(await budgets.order('ca', spender(2, ['a.test']), false))).toBe(660)
  })

  test('is free again when the order has failed', async () => {
    const { budgets } = await stage(perSet)
    await budgets.order('ca', spender(1, ['a.test']), false)
    await budgets.over('ca', spender(1, ['a.test']), false)

    expect(await budgets.order('ca', spender(2, ['a.test']), false)).toBeUndefined()
  })

  test('is held once for an order that asks twice', async () => {
    const { budgets } = await stage(perSet)
    await budgets.order('ca', spender(1, ['a.test']), false)

    expect(await budgets.order('ca', spender(1, ['a.test']), false)).toBeUndefined()
  })
})

test('a renewal is exempt where the CA says so, and counts elsewhere', async () => {
  const figures = { certificatesPerSet: { count: 1, hours: 1 } }
  const { budgets: exempt } = await stage({ ...figures, exemptsRenewals: true })
  const { budgets: not } = await stage(figures)
  for (const one of [exempt, not]) await one.order('ca', spender(1, ['a.test']), true)

  expect(await exempt.order('ca', spender(2, ['a.test']), true)).toBeUndefined()
  expect(minutesTo(await not.order('ca', spender(2, ['a.test']), true))).toBe(60)
})

describe('a name that fails', () => {
  const failures = { failures: { count: 2, hours: 1 }, failuresToPause: 3 }
  const fail = async (count: number) => {
    const on = await stage(failures)
    for (let n = 0; n < count; n += 1) await on.budgets.failed('ca', spender(n, ['*.a.test']))
    return on
  }

  test('waits when it has failed too often, in whichever order it is', async () => {
    const { budgets, another } = await fail(2)
    const putOff = await another.order('ca', spender('x', ['b.test', 'a.test']), false)

    expect(minutesTo(putOff)).toBe(30)
    expect(putOff?.problem).toMatchObject({ code: 'ERR_BUDGET_FAILURES' })
    expect(await budgets.order('ca', spender('y', ['b.test']), false)).toBeUndefined()
  })

  test('is counted once for a message that comes twice', async () => {
    const { budgets, pass } = await fail(1)
    pass(5 * SECOND)
    await budgets.failed('ca', spender(0, ['*.a.test']))

    expect(await budgets.order('ca', spender('x', ['a.test']), false)).toBeUndefined()
  })

  test('and never succeeds is paused until somebody acts', async () => {
    const { budgets } = await fail(3)

    const putOff = await budgets.order('ca', spender('x', ['a.test']), false)

    expect(putOff?.problem).toMatchObject({ code: 'ERR_BUDGET_NAME_PAUSED', actor: 'operator' })
    expect(minutesTo(putOff)).toBe(24 * 60)
  })

  test('and succeeds has not failed in a row', async () => {
    const { budgets, pass } = await fail(2)
    await budgets.succeeded('ca', ['a.test'])
    await budgets.failed('ca', spender('z', ['a.test']))
    pass(2 * HOUR)

    expect(await budgets.order('ca', spender('x', ['a.test']), false)).toBeUndefined()
  })
})

describe('what a CA says of its limits', () => {
  const until = start + 30 * MINUTE
  const domain = { ...said, detail: 'too many certificates for "one.test"', until }

  test('holds for the limit that it names, in every process within a second', async () => {
    const { budgets, another, pass } = await stage()
    await another.order('ca', spender(1, ['a.one.test']), false)
    await budgets.learn('ca', ['a.one.test'], domain)
    pass(SECOND)

    const putOff = await another.order('ca', spender(2, ['b.one.test']), false)

    expect(minutesTo(putOff)).toBe(30)
    expect(putOff?.problem.reason).toContain('it said "too many certificates for "one.test""')
    expect(await another.order('ca', spender(3, ['two.test']), false)).toBeUndefined()
  })

  test('is over when it is over', async () => {
    const { budgets, pass } = await stage()
    await budgets.learn('ca', ['a.one.test'], domain)
    pass(30 * MINUTE)

    expect(await budgets.order('ca', spender(1, ['a.one.test']), false)).toBeUndefined()
  })

  test('of all requests keeps everybody away, and of an order nobody else', async () => {
    const { budgets } = await stage()
    await budgets.learn('ca', ['a.test'], { ...said, until })
    expect(await budgets.enter('ca')).toEqual(leave)
    await budgets.learn('ca', ['a.test'], { ...said, about: 'requests', until })

    expect(await budgets.enter('ca')).toMatchObject({ problem: { code: 'ERR_BUDGET_PAUSED' } })
  })

  test('is shortened by nothing that it says later', async () => {
    const { budgets } = await stage()
    await budgets.learn('ca', ['a.test'], { ...said, until })
    await budgets.learn('ca', ['a.test'], { ...said, until: start + MINUTE })

    expect(minutesTo(await budgets.order('ca', spender(1, ['b.test']), false))).toBe(30)
  })
})
