import type { BudgetView } from '@certwire/contracts'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { stage } from '../placing/place-stage.ts'
import { budgetRoutes } from './budget-routes.ts'

/** Its routes, after one order at a CA that allows two an hour. */
async function opened() {
  const { budgets, run } = await stage({ limits: { orders: { count: 2, hours: 1 } } })
  await run().catch(() => undefined)
  const app = fastify()
  budgetRoutes(app, { budgets })
  return async (path: string) => {
    const { statusCode, body } = await app.inject(path)
    return { statusCode, body: JSON.parse(body) }
  }
}

test('what was used is listed with what is left', async () => {
  const get = await opened()
  const { body } = await get('/budgets?issuer=sandbox')

  expect(body.budgets as BudgetView[]).toMatchObject([
    { issuer: 'sandbox', limit: 'orders', key: '', count: 2, seconds: 3600, left: 0, held: 0 },
  ])
  expect((await get('/budgets')).body).toEqual(body)
})

test('an issuer that is not there has used nothing, and what is no issuer is refused', async () => {
  const get = await opened()

  expect((await get('/budgets?issuer=other')).body).toEqual({ budgets: [] })
  expect((await get('/budgets?issuer=..')).statusCode).toBe(400)
})
