import { OrderId } from '@certwire/contracts'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { placements as definition } from './placement-documents.ts'
import { connectPlacements } from './placements.ts'

const URL = 'https://ca.example/order/1'
const [ours, other] = [OrderId.parse('ord_ours'), OrderId.parse('ord_other')]

async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const over = new Set<string>()
  const collection = await store.open(definition)
  return { over, placements: connectPlacements(collection, async (id) => over.has(id)) }
}

test('what a generation has at the CA is found again, and no other generation has it', async () => {
  const { placements } = await stage()

  expect(await placements.claim(URL, ours, 1)).toBe(ours)

  expect(await placements.find(ours, 1)).toBe(URL)
  expect(await placements.find(ours, 2)).toBeUndefined()
  expect(await placements.find(other, 1)).toBeUndefined()
})

test('a claim that is made twice holds', async () => {
  const { placements } = await stage()
  await placements.claim(URL, ours, 1)

  expect(await placements.claim(URL, ours, 1)).toBe(ours)
})

test('two orders that the CA merged are not both its owner', async () => {
  const { placements } = await stage()

  const owners = await Promise.all([
    placements.claim(URL, ours, 1),
    placements.claim(URL, other, 1),
  ])

  expect(new Set(owners).size).toBe(1)
})

test('what an order that has ended had at the CA is free', async () => {
  const { placements, over } = await stage()
  await placements.claim(URL, other, 1)
  over.add(other)

  expect(await placements.claim(URL, ours, 1)).toBe(ours)

  expect(await placements.find(ours, 1)).toBe(URL)
  expect(await placements.find(other, 1)).toBeUndefined()
})

test('two orders that want what is free do not both get it', async () => {
  const { placements, over } = await stage()
  const third = OrderId.parse('ord_third')
  await placements.claim(URL, other, 1)
  over.add(other)

  const owners = await Promise.all([
    placements.claim(URL, ours, 1),
    placements.claim(URL, third, 1),
  ])

  expect(new Set(owners).size).toBe(1)
})

test('a CA that gives the next generation the same order again gives it to that', async () => {
  const { placements } = await stage()
  await placements.claim(URL, ours, 1)

  expect(await placements.claim(URL, ours, 2)).toBe(ours)

  expect(await placements.find(ours, 2)).toBe(URL)
})
