import { describe, expect, test } from 'vitest'
import { busSuite } from './bus.suite.ts'
import type { Delivery } from './bus.ts'
import { memoryBus } from './memory.ts'

describe('the memory bus', () => {
  busSuite(async () => {
    const bus = memoryBus()
    return { connect: async () => bus, redeliveredWithinMs: 50 }
  })
})

const nextRound = () => new Promise((resolve) => setImmediate(resolve))

test('an id may be used again once the window of two minutes has passed', async () => {
  let now = new Date('2030-01-01T00:00:00Z')
  const bus = memoryBus({ clock: () => now })
  const bodies: string[] = []
  await bus.subscribe({
    durable: 'd',
    filter: '>',
    concurrency: 1,
    deliver: async ({ body }) => {
      bodies.push(body)
      return { kind: 'ack' }
    },
  })

  for (const [body, seconds] of [
    ['first', 0],
    ['within', 119],
    ['after', 2],
  ] as const) {
    now = new Date(now.getTime() + seconds * 1000)
    await bus.publish([{ subject: 'a', id: 'one', body }])
    await nextRound()
  }

  expect(bodies).toEqual(['first', 'after'])
})

test("the delay of a nak is the timer's to keep, and closing calls it off", async () => {
  const asked: number[] = []
  let cancelled = 0
  const bus = memoryBus({
    after: (delayMs) => {
      asked.push(delayMs)
      return () => (cancelled += 1)
    },
  })
  await bus.subscribe({
    durable: 'd',
    filter: 'a',
    concurrency: 1,
    deliver: async () => ({ kind: 'nak', delayMs: 7000 }),
  })

  await bus.publish([{ subject: 'a', id: 'one', body: '' }])
  await nextRound()
  await bus.close()

  expect([asked, cancelled]).toEqual([[7000], 1])
})

test('a durable that nobody takes from keeps the newest', async () => {
  const bus = memoryBus({ maxPending: 3 })
  const deliveries: Delivery[] = []
  const subscription = {
    durable: 'd',
    filter: '>',
    concurrency: 9,
    deliver: async (delivery: Delivery) => {
      deliveries.push(delivery)
      return { kind: 'ack' } as const
    },
  }
  await (await bus.subscribe(subscription)).close()

  await bus.publish([1, 2, 3, 4, 5].map((n) => ({ subject: 'a', id: `${n}`, body: `${n}` })))
  await bus.subscribe(subscription)
  await nextRound()

  expect(deliveries.map(({ body }) => body)).toEqual(['3', '4', '5'])
})
