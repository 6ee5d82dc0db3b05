import { DnsName, OrderId, PlaceOrder, stamp } from '@certwire/contracts'
import { type Answers, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { mark, orderId, signal } from '../test-stage.ts'
import { placements as definition } from './placement-documents.ts'
import { connectPlacements } from './placements.ts'
import { connectUnheard } from './unheard.ts'
import { unheardOrders } from './unheard-documents.ts'

const { url } = anOrder()
const other = 'https://ca.example/order/2'
const data = { issuer: 'sandbox', generation: 1, names: [DnsName.parse('a.example')] }
const message = stamp(PlaceOrder(orderId, { ...data, deferred: 1 }), mark)

async function stage(answers: Answers) {
  const store = await sqliteStore({ file: ':memory:' })
  const placements = connectPlacements(await store.open(definition), async () => false)
  const unheard = connectUnheard(await store.open(unheardOrders), placements)
  const { issuers, asked } = fakeCa(answers)
  const { acme } = await issuers.open('sandbox')
  const claimed = () => unheard.claimed(message, acme, signal)
  return { placements, asked, claimed, note: () => unheard.note(orderId, 1) }
}

test('an order that nobody missed is not looked for', async () => {
  const { claimed, asked } = await stage({})

  expect([await claimed(), asked]).toEqual([undefined, []])
})

test('one whose answer was lost is found in the account’s list, and is ours from then on', async () => {
  const { note, claimed, placements } = await stage({ orders: [[url]], order: [anOrder()] })
  await note()

  expect([await claimed(), await placements.find(orderId, 1)]).toEqual([url, url])
})

test('what belongs to another order of ours is left alone', async () => {
  const { note, claimed, placements, asked } = await stage({ orders: [[url]] })
  await placements.claim(url, OrderId.parse('ord_other'), 1)
  await note()

  expect([await claimed(), asked]).toEqual([undefined, ['orders ']])
})

test('of an account that has ordered for years only the latest orders are looked through', async () => {
  const years = Array.from({ length: 500 }, (_, n) => `https://ca.example/order/old/${n}`)
  const { note, claimed, placements, asked } = await stage({ orders: [[url, ...years]] })
  for (const old of years) await placements.claim(old, OrderId.parse('ord_other'), 1)
  await note()

  expect([await claimed(), asked]).toEqual([undefined, ['orders ']])
})

test.each([
  ['is for other names', anOrder({ names: ['b.example'] })],
  ['is over', anOrder({ status: 'invalid' })],
  ['is done', anOrder({ status: 'valid' })],
  ['the CA does not show', aProblem('malformed', 404)],
])('what %s is not it', async (_, order) => {
  const { note, claimed } = await stage({ orders: [[url, other]], order: [order] })
  await note()

  expect(await claimed()).toBeUndefined()
})

test('a CA that has no list, or gives none, is asked once', async () => {
  const { note, claimed, asked } = await stage({ orders: [aProblem('malformed', 405)] })
  await note()

  expect([await claimed(), await claimed(), asked]).toEqual([undefined, undefined, ['orders ']])
})

test('one that is busy is asked again before an order is placed', async () => {
  const { note, claimed } = await stage({
    orders: [aProblem('rateLimited', 429), [url]],
    order: [anOrder()],
  })
  await note()

  await expect(claimed()).rejects.toMatchObject({ code: 'ERR_ACME_RATE_LIMITED' })
  expect(await claimed()).toBe(url)
})
