import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { ack, inbox, packet, packets, type Start, subscription } from './bench.ts'

export function outcomesSuite(start: Start): void {
  describe('outcomes', () => {
    test('a nak brings the message again after the delay, as the next attempt of the same one', async () => {
      const { bus, root, durable } = await start()
      const some = inbox(({ attempt }) => (attempt === 1 ? { kind: 'nak', delayMs: 200 } : ack))
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      await bus.publish([packet(root, 1)])
      await some.count(2)
      const [first, second] = some.deliveries

      expect(second).toEqual({ ...first, attempt: 2 })
      expect((some.times[1] ?? 0) - (some.times[0] ?? 0)).toBeGreaterThanOrEqual(190)
    })

    test('a nak without a delay brings it again at once', async () => {
      const { bus, root, durable } = await start()
      const some = inbox(({ attempt }) => (attempt < 3 ? { kind: 'nak', delayMs: 0 } : ack))
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      await bus.publish([packet(root, 1)])
      await some.count(3)

      expect(some.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    })

    test('messages that wait out a nak do not hold up those after them', async () => {
      const { bus, root, durable } = await start()
      const some = inbox(({ body }) =>
        Number(body) <= 100 ? { kind: 'nak', delayMs: 60_000 } : ack,
      )
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      await bus.publish(packets(root, 101))
      await some.count(101)

      expect(some.bodies()).toContain('101')
    })

    test('what was acked or termed never comes again', async () => {
      const { bus, root, durable, redeliveredWithinMs } = await start()
      const some = inbox(({ body }) => (body === '1' ? ack : { kind: 'term' }))
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      await bus.publish([packet(root, 1), packet(root, 2)])
      await some.count(2)
      await pause(redeliveredWithinMs)

      expect(some.bodies()).toEqual(['1', '2'])
    })

    test('a handler that throws against its promise is asked again, and the rest goes on', async () => {
      const { bus, root, durable } = await start()
      const some = inbox(({ body }) => {
        if (body === '1') throw new Error('a mistake')
        return ack
      })
      await bus.subscribe({ ...subscription(durable, `${root}.>`, some), concurrency: 1 })

      await bus.publish([packet(root, 1), packet(root, 2)])
      await some.count(2)

      expect(some.bodies()).toEqual(['1', '2'])
    })
  })
}
