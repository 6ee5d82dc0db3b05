import { expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { round } from './deliver.ts'
import { stage, startSubscriber } from './test-stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('what is delivered is sent once, and leaves the list', async () => {
  const { url, heard } = await startSubscriber()
  const { deps, subscriber, deliveries, keep, pass } = await stage(url)
  await keep()

  await round(subscriber, deps, signal)
  pass(HOUR)
  await round(subscriber, deps, signal)

  expect(heard.map(({ body }) => body)).toEqual(['{"type":"cert.issued"}'])
  expect(await deliveries.open(9)).toEqual([])
})

test('an event that arrives twice is one delivery', async () => {
  const { url, heard } = await startSubscriber()
  const { deps, subscriber, keep } = await stage(url)
  await keep()
  await keep()

  await round(subscriber, deps, signal)

  expect(heard).toHaveLength(1)
})

test('it is tried by the schedule for four days, always under one id, then given up', async () => {
  const { url, heard } = await startSubscriber({ status: 500 })
  const { deps, subscriber, keep, find, pass } = await stage(url)
  const id = await keep()
  const pauses: number[] = []

  for (let n = 0; n < 9; n += 1) {
    await round(subscriber, deps, signal)
    const next = Date.parse((await find(id))?.nextAt ?? '') - deps.clock().getTime()
    pauses.push(next / 1000)
    pass(next)
  }
  await round(subscriber, deps, signal)

  expect(pauses).toEqual([5, 300, 1800, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3600)])
  expect(new Set(heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]))
  expect(await find(id)).toMatchObject({ attempts: 10, problem: 'It answered with HTTP 500.' })
  expect((await find(id))?.nextAt).toBeUndefined()
})

test('who is gone is told nothing more, until somebody enables it', async () => {
  const { url, heard } = await startSubscriber({ status: 410 }, { status: 204 })
  const { deps, subscriber, subscribers, keep, pass } = await stage(url)
  await keep('evt-1')
  await round(subscriber, deps, signal)
  await keep('evt-2')
  pass(HOUR)
  await round(subscriber, deps, signal)
  const meanwhile = heard.length

  await subscribers.enable(subscriber.id)
  await round(subscriber, deps, signal)

  expect([meanwhile, heard.length]).toEqual([1, 3])
})

test.each([
  [{ status: 429, headers: { 'retry-after': '120' } }, 2 * MINUTE],
  [{ status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:03:00 GMT' } }, 3 * MINUTE],
  [{ status: 502 }, MINUTE],
  [{ status: 429, headers: { 'retry-after': '99999999' } }, 24 * HOUR],
])('%j slows everything down that is for it', async (answer, pauseMs) => {
  const { url, heard } = await startSubscriber(answer, { status: 204 })
  const { deps, subscriber, keep, pass } = await stage(url)
  await keep('evt-1')
  await round(subscriber, deps, signal)
  await keep('evt-2')

  pass(pauseMs - 1)
  await round(subscriber, deps, signal)
  const early = heard.length
  pass(1)
  await round(subscriber, deps, signal)

  expect([early, heard.length]).toEqual([1, 3])
})

test('a redirect is no delivery, and is not followed', async () => {
  const { url: elsewhere, heard } = await startSubscriber()
  const { url } = await startSubscriber({ status: 307, headers: { location: elsewhere } })
  const { deps, subscriber, keep, find } = await stage(url)
  const id = await keep()

  await round(subscriber, deps, signal)

  expect(heard).toEqual([])
  expect((await find(id))?.problem).toBe('It answered with HTTP 307.')
})

test('an answer of any size is a delivery', async () => {
  const { url } = await startSubscriber({ status: 200, body: 'x'.repeat(5_000_000) })
  const { deps, subscriber, deliveries, keep } = await stage(url)
  await keep()

  await round(subscriber, deps, signal)

  expect(await deliveries.open(9)).toEqual([])
})

test('two processes send it once', async () => {
  const { url, heard } = await startSubscriber()
  const { deps, subscriber, keep } = await stage(url)
  await keep()

  await Promise.all([round(subscriber, deps, signal), round(subscriber, deps, signal)])

  expect(heard).toHaveLength(1)
})

test('what a process has claimed before it died is sent by another a minute later', async () => {
  const { url, heard } = await startSubscriber()
  const { deps, subscriber, deliveries, keep, pass } = await stage(url)
  await keep()
  for (const one of await deliveries.due(subscriber.id, 9)) await deliveries.claim(one)

  pass(MINUTE - 1)
  await round(subscriber, deps, signal)
  const early = heard.length
  pass(1)
  await round(subscriber, deps, signal)

  expect([early, heard.length]).toEqual([0, 1])
})

test('a week after the last attempt it is forgotten', async () => {
  const { url } = await startSubscriber()
  const { deps, subscriber, deliveries, keep, find, pass } = await stage(url)
  const id = await keep()
  await round(subscriber, deps, signal)

  pass(7 * 24 * HOUR - 1)
  await deliveries.forget(signal)
  const before = await find(id)
  pass(1)
  await deliveries.forget(signal)

  expect([before?._id, await find(id)]).toEqual([id, undefined])
})
