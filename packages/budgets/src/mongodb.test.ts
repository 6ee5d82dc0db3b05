import { mongodbStore } from '@certwire/store'
import { startMongodbServer } from '@certwire/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { spender, stage } from './test-stage.ts'

async function shared() {
  const server = await startMongodbServer()
  const store = await mongodbStore({ uri: server.uri, appName: 'certwire-test' })
  onTestFinished(async () => {
    await store.close()
    await server.stop()
  })
  return store
}

test('processes that share a MongoDB spend from one budget, and learn from one another', async () => {
  const { budgets, another } = await stage({ orders: { count: 11, hours: 1 } }, await shared())
  const all = Array.from({ length: 40 }, (_, n) => spender(n, [`${n}.test`], `tenant-${n % 3}`))

  const told = await Promise.all(
    all.map((one, n) => (n % 2 ? budgets : another).order('ca', one, false)),
  )
  for (let n = 0; n < 20; n += 1) await budgets.unanswered('ca', { watched: false, isProbe: false })
  await budgets.failed('ca', spender(1, ['a.test']))

  expect(told.filter((one) => one === undefined)).toHaveLength(10)
  expect(await another.enter('ca')).toMatchObject({ problem: { code: 'ERR_CA_DOWN' } })
  expect(await another.list('ca')).toMatchObject([{ limit: 'orders', left: 0 }])
}, 120_000)
