import type { Order } from '@certwire/acme'
import { expect, test } from 'vitest'
import { anOrder, fakeCa } from '../fake-ca.ts'
import { pollOrder } from './poll-order.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const { url } = anOrder()
const isValid = ({ status }: Order) => status === 'valid'
const never = new AbortController().signal

/** Polls until the order is valid. The clock passes that much at each look at it. */
async function poll(answers: readonly Order[], tickMs = 0, signal = never, since?: string) {
  const { issuers, asked } = fakeCa({ order: answers })
  let looks = 0
  const clock = () => new Date(now.getTime() + tickMs * looks++)
  const { acme } = await issuers.open('sandbox')
  const result = pollOrder(acme, url, { isDecided: isValid, clock, since }, signal)
  return { asked, result: await result.catch((error: Error) => error.name) }
}

test('an order that is decided is looked at once', async () => {
  const { result, asked } = await poll([anOrder({ status: 'valid' })])

  expect(result).toMatchObject({ order: { status: 'valid' } })
  expect(asked).toEqual([`order ${url}`])
})

test('one that is decided in a moment is waited for', async () => {
  const { result, asked } = await poll([anOrder(), anOrder(), anOrder({ status: 'valid' })])

  expect(result).toMatchObject({ order: { status: 'valid' } })
  expect(asked).toHaveLength(3)
})

test('in a wait that is a long one already it is looked at once', async () => {
  const { asked } = await poll([anOrder()], 0, never, '2026-11-24T11:58:00.000Z')

  expect(asked).toHaveLength(1)
})

test('a CA that answers slowly does not hold the handler', async () => {
  const { result, asked } = await poll([anOrder()], 1200)

  expect(result).toMatchObject({ order: { status: 'pending' } })
  expect(asked).toHaveLength(2)
})

test.each([
  ['when the CA asks for it', inSeconds(15), '2026-11-24T12:00:15.000Z'],
  ['within a day', inSeconds(86_400 * 9), '2026-11-25T12:00:00.000Z'],
])('it is looked at again %s', async (_, retryAfter, until) => {
  const { result, asked } = await poll([anOrder({ retryAfter })])

  expect(result).toMatchObject({ until: new Date(until) })
  expect(asked).toHaveLength(1)
})

test.each([
  ['in five seconds at first', undefined, 5],
  ['a tenth of the wait later', '2026-11-24T11:00:30.000Z', 360],
  ['each hour in the end', '2026-11-21T12:00:00.000Z', 3600],
])('a CA that says nothing is asked again %s', async (_, since, seconds) => {
  const { result } = await poll([anOrder()], 10_000, never, since)

  expect(result).toMatchObject({ until: inSeconds(30 + seconds) })
})

test.each([
  ['seconds at first', undefined, 5],
  ['a minute in the end', '2026-11-21T12:00:00.000Z', 60],
])('a CA that says "at once" is given %s', async (_, since, seconds) => {
  const { result } = await poll([anOrder({ retryAfter: now })], 10_000, never, since)

  expect(result).toMatchObject({ until: inSeconds(30 + seconds) })
})

test('whoever gives up does not wait for the next look', async () => {
  const stop = new AbortController()
  const waiting = poll([anOrder()], 0, stop.signal)

  setImmediate(() => stop.abort())

  expect((await waiting).result).toBe('AbortError')
})
