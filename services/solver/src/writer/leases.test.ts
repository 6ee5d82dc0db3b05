import { zoneStates } from '@certwire/documents'
import { sqliteStore } from '@certwire/store'
import { expect, onTestFinished, test } from 'vitest'
import { connectLeases } from './leases.ts'

const zone = 'example.test'
const retryAt = '2026-11-24T12:00:00.000Z'
const trouble = {
  retryAt,
  problem: { code: 'ERR_X', reason: 'r', actor: 'nobody', remedy: 'm', retryable: true },
} as const

async function processes() {
  const store = await sqliteStore({ file: ':memory:' })
  onTestFinished(() => store.close())
  const collection = await store.open(zoneStates)
  let now = 0
  const clock = () => new Date(now)
  const connect = (holder: string) => connectLeases(collection, { holder, clock })
  const pass = (ms: number) => {
    now += ms
  }
  return { one: connect('one'), other: connect('other'), pass, collection }
}

test('a zone is written by one process at a time', async () => {
  const { one, other } = await processes()

  const taken = await Promise.all([one.take(zone), other.take(zone)])

  expect(taken.filter(Boolean)).toHaveLength(1)
  await taken.find(Boolean)?.end()
})

test('whoever ends leaves it to the next', async () => {
  const { one, other } = await processes()
  await (await one.take(zone))?.end()

  const next = await other.take(zone)

  expect(next?.lost.aborted).toBe(false)
  await next?.end()
})

test('a process that was killed is succeeded after five seconds, and knows if it was not', async () => {
  const { one, other, pass } = await processes()
  const paused = await one.take(zone)
  pass(4999)
  expect(await other.take(zone)).toBeUndefined()
  pass(1)

  const next = await other.take(zone)
  await paused?.setObstacle({ trouble })

  expect([paused?.lost.aborted, next?.lost.aborted]).toEqual([true, false])
  await Promise.all([paused?.end(), next?.end()])
})

test('what stands in the way is seen by others, and by the next writer', async () => {
  const { one, other } = await processes()
  const lease = await one.take(zone)
  await lease?.setObstacle({ trouble })

  expect(await other.obstacle(zone)).toEqual({ trouble })
  await lease?.end()

  const next = await other.take(zone)
  expect(next?.obstacle).toEqual({ trouble })
  await next?.setObstacle({})
  expect(await one.obstacle(zone)).toEqual({})
  await next?.end()
})
