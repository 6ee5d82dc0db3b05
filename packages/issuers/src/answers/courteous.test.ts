import { CaError } from '@certwire/acme'
import { connectBudgets } from '@certwire/budgets'
import { AuthorizationPending, AuthorizationValid, DnsName, OrderId } from '@certwire/contracts'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { type Answers, anOrder, aProblem, fakeCa } from '../fake-ca.ts'
import type { Issuers } from '../issuers.ts'
import { courteous } from './courteous.ts'

const start = Date.parse('2026-11-24T12:00:00.000Z')
const hour = new Date(start + 3_600_000)
const orderId = OrderId.parse('ord_1')
const name = DnsName.parse('a.example')
const message = { orderId, data: { issuer: 'sandbox', generation: 2, names: [name] } }
const signal = new AbortController().signal
const until = hour.toISOString()
const silence = new CaError('ERR_CA_UNREACHABLE', 'No route.')

const sandbox = {
  ...{ name: 'sandbox', directory: 'https://ca.example/directory', contact: [], origins: [] },
  propagation: 'all' as const,
}

type Said = ReturnType<typeof AuthorizationPending> | ReturnType<typeof AuthorizationValid>

/** A handler that asks for the order, and waits whatever the CA has against it. */
async function ask(_: object, { issuers }: { issuers: Issuers }): Promise<Said[]> {
  const { acme } = await issuers.open('sandbox')
  return acme.order('https://ca.example/order/1', signal).then(
    () => [AuthorizationValid(orderId, { generation: 2 })],
    () => [AuthorizationPending(orderId, { generation: 2, until })],
  )
}

/** What becomes of it at a CA that answers like this, on a clock that a test puts forward. */
async function stage(order: Answers['order'], handle = ask) {
  const time = { now: start }
  const clock = () => new Date(time.now)
  const store = await sqliteStore({ file: ':memory:' })
  const config = { issuers: { sandbox } }
  const budgets = await connectBudgets({ config, store, clock, random: () => 0 })
  const { issuers, asked } = fakeCa({ ...(order && { order }) })
  const courteously = courteous(handle, AuthorizationPending)
  const run = () => courteously(message, { budgets, issuers, clock }, signal)
  const spender = { who: 'ord_2/1', tenant: 'default', since: start, names: [name] }
  const newOrder = (names: readonly string[] = [name]) =>
    budgets.order('sandbox', { ...spender, names }, false)
  return { time, asked, run, newOrder }
}

const troubles: [string, Error][] = [
  ['cannot be reached', silence],
  ['has a page of a proxy', aProblem('', 502)],
]

test.each(troubles)('a CA that %s is not asked by everybody', async (_, trouble) => {
  const { time, asked, run } = await stage([trouble])
  for (let n = 0; n < 20; n += 1) await run()

  expect(await run()).toMatchObject([
    { type: 'authorization.pending', data: { problem: { code: 'ERR_CA_DOWN' }, generation: 2 } },
  ])
  expect(asked).toHaveLength(20)
  time.now += 30_000
  await Promise.all([run(), run(), run()])
  expect(asked).toHaveLength(21)
})

test('when it answers again, orders come back one by one', async () => {
  const { time, run } = await stage([...Array<Error>(20).fill(silence), anOrder()])
  for (let n = 0; n < 20; n += 1) await run()
  time.now += 30_000

  expect(await run()).toMatchObject([{ type: 'authorization.valid' }])
  expect(await run()).toMatchObject([{ data: { problem: { code: 'ERR_CA_RECOVERING' } } }])
})

test('a refusal for its rate keeps new orders away until the CA wants them', async () => {
  const { run, newOrder } = await stage([aProblem('rateLimited', 429, hour)])

  expect(await newOrder()).toBeUndefined()
  await run()

  expect(await newOrder(['b.example'])).toMatchObject({
    ...{ until, problem: { code: 'ERR_BUDGET_PAUSED' } },
  })
})

test('a server that wants to be left alone for a time is left alone by all', async () => {
  const { asked, run } = await stage([aProblem('rateLimited', 503, hour)])
  await run()

  expect(await run()).toMatchObject([{ data: { problem: { code: 'ERR_BUDGET_PAUSED' } } }])
  expect(asked).toHaveLength(1)
})

test('what was decided stands, whatever the CA did last', async () => {
  const decided = async (given: object, deps: { issuers: Issuers }) => {
    await ask(given, deps)
    return [AuthorizationValid(orderId, { generation: 2 })]
  }
  const { run } = await stage([silence], decided)
  for (let n = 0; n < 19; n += 1) await run()

  expect(await run()).toMatchObject([{ type: 'authorization.valid' }])
})

test('a handler that asked nothing says nothing of the CA', async () => {
  const state = { asks: true }
  const { run, time } = await stage([silence], async (given, deps) =>
    state.asks ? ask(given, deps) : [AuthorizationValid(orderId, { generation: 2 })],
  )
  for (let n = 0; n < 20; n += 1) await run()
  time.now += 30_000
  state.asks = false
  await run()

  expect(await run()).toMatchObject([{ data: { problem: { code: 'ERR_CA_DOWN' } } }])
})
