import type { Config } from '@certwire/config'
import type { BudgetView } from '@certwire/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stage, stage, ZONE } from '../support/stage.ts'

const HOUR_MS = 3_600_000
const counted = { orders: { count: 2, perMs: HOUR_MS } }
const known = { orders: { count: 2, hours: 1 } }

const limited = (config: Config): Config => ({
  ...config,
  issuers: Object.fromEntries(
    Object.entries(config.issuers).map(([name, one]) => [name, { ...one, limits: known }]),
  ),
})

let on: Stage

beforeAll(async () => {
  on = await stage({ adapt: limited, ca: { limits: counted } })
})
afterAll(() => on.close())

const refused = () => on.ca.calls.filter(({ problem }) => problem === 'rateLimited').length

test('an order that would break a limit waits with a time, is shown, and is issued then', async () => {
  const [first, second] = [await on.request([`one.${ZONE}`]), await on.request([`two.${ZONE}`])]
  await on.reached(first, 'issued')
  const waiting = await on.until(second, ({ problem }) => problem?.code === 'ERR_BUDGET_ORDERS')
  const { budgets } = (await on.get('/budgets')) as { budgets: BudgetView[] }

  expect(waiting).toMatchObject({ phase: 'placing', problem: { actor: 'nobody' } })
  expect(budgets).toMatchObject([{ limit: 'orders', left: 0 }])
  expect(budgets[0]?.waiting.map(({ order }) => order)).toContain(second)

  on.clock.pass(HOUR_MS / 2)
  await on.reached(second, 'issued')
  expect(refused()).toBe(0)
})
