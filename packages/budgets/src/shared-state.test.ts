import { expect, test } from 'vitest'
import { HOUR, MINUTE, minutesTo, SECOND, spender, stage } from './test-stage.ts'

const unwatched = { watched: false, isProbe: false }

test('where nothing is known or learned, orders cost the store nothing', async () => {
  const { budgets, operations } = await stage()
  const one = async (n: number) => {
    const leave = await budgets.enter('ca')
    await budgets.order('ca', spender(n, [`${n}.test`]), false)
    if ('watched' in leave) await budgets.answered('ca', leave)
  }
  await one(0)
  operations.length = 0

  for (let n = 0; n < 100; n += 1) await one(n)

  expect(operations).toEqual([])
})

test('a thousand orders that come at once are a few writes', async () => {
  const { budgets, operations } = await stage('letsencrypt')
  const all = Array.from({ length: 1000 }, (_, n) => spender(n, [`${n}.test`]))

  await Promise.all(all.map((one) => budgets.order('ca', one, true)))
  expect(operations.length).toBeLessThan(10)
  operations.length = 0
  await Promise.all(all.map((one) => budgets.account('ca').then(() => one)))

  expect(operations.length).toBeLessThan(10)
})

test('orders that find no account have the same one made', async () => {
  const { budgets, another } = await stage({ accounts: { count: 1, hours: 3 } })

  expect(await Promise.all([budgets.account('ca'), another.account('ca')])).toEqual([
    ...[undefined, undefined],
  ])
  await budgets.accountMade('ca')

  expect(minutesTo(await budgets.account('sibling'))).toBe(180)
})

test('a CA that is down is asked by one process at a time', async () => {
  const { budgets, another, pass } = await stage()
  for (let n = 0; n < 20; n += 1) await budgets.unanswered('ca', unwatched)
  pass(30 * SECOND)

  const all = [await budgets.enter('ca'), await another.enter('ca'), await budgets.enter('ca')]

  expect(all).toMatchObject([
    { watched: true, isProbe: true },
    { problem: { code: 'ERR_CA_DOWN', actor: 'ca' } },
    { problem: { code: 'ERR_CA_DOWN' } },
  ])
})

test('whoever asked in vain hears when he comes again', async () => {
  const { budgets } = await stage()
  const told = Array.from({ length: 20 }, () => budgets.unanswered('ca', unwatched))

  expect((await Promise.all(told)).flatMap((one) => one?.problem.code ?? [])).toEqual([
    'ERR_CA_DOWN',
  ])
})

test('a CA that has come back is asked slowly at first, and then as ever', async () => {
  const { budgets, another, pass } = await stage()
  for (let n = 0; n < 20; n += 1) await budgets.unanswered('ca', unwatched)
  pass(MINUTE)
  const probe = await budgets.enter('ca')
  if ('watched' in probe) await budgets.answered('ca', probe)

  expect(await another.enter('ca')).toMatchObject({ problem: { code: 'ERR_CA_RECOVERING' } })
  pass(HOUR)
  expect(await another.enter('ca')).toEqual(unwatched)
})

test('what is as if it had never been is forgotten, and what is not stays', async () => {
  const { budgets, pass } = await stage({ orders: { count: 3, hours: 1 }, failuresToPause: 5 })
  await budgets.order('ca', spender(1, ['a.test']), false)
  await budgets.failed('ca', spender(1, ['a.test']))
  pass(2 * HOUR)

  await budgets.tidy(new AbortController().signal)

  expect((await budgets.list()).map(({ limit }) => limit)).toEqual(['failures'])
})

test('an issuer that is not configured any more has no limits', async () => {
  const { budgets } = await stage('letsencrypt')

  expect(await budgets.order('gone', spender(1, ['a.test']), false)).toBeUndefined()
  expect(await budgets.enter('gone')).toEqual(unwatched)
})
