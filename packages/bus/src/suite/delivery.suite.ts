import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Inbox, inbox, packet, packets, type Start, subscription } from './bench.ts'

export function deliverySuite(start: Start): void {
  describe('delivery', () => {
    test('each durable gets a message once', async () => {
      const { bus, root, durable } = await start()
      const [one, two] = [inbox(), inbox()]
      await bus.subscribe(subscription(`${durable}a`, `${root}.>`, one))
      await bus.subscribe(subscription(`${durable}b`, `${root}.>`, two))

      await bus.publish([packet(root, 1), packet(root, 2)])
      await Promise.all([one.count(2), two.count(2)])

      expect([one.bodies(), two.bodies()]).toEqual([
        ['1', '2'],
        ['1', '2'],
      ])
    })

    test('replicas of a durable share its messages', async () => {
      const { bus, root, durable } = await start()
      const [one, two] = [inbox(), inbox()]
      for (const each of [one, two]) {
        await bus.subscribe({ ...subscription(durable, `${root}.>`, each), concurrency: 2 })
      }
      one.hold()
      two.hold()

      await bus.publish(packets(root, 4))
      await Promise.all([one.count(2), two.count(2)])
      one.release()
      two.release()

      expect([...one.bodies(), ...two.bodies()].sort()).toEqual(['1', '2', '3', '4'])
    })

    test('no more run at once than the subscription says', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      some.hold()
      await bus.subscribe({ ...subscription(durable, `${root}.>`, some), concurrency: 3 })

      await bus.publish(packets(root, 10))
      await some.count(3)
      await pause(50)
      const held = some.deliveries.length
      some.release()
      await some.count(10)

      expect([held, some.deliveries.length]).toEqual([3, 10])
    })

    test('a filter with wildcards takes what falls under it and nothing else', async () => {
      const { bus, root, durable } = await start()
      const [any, rest] = [inbox(), inbox()]
      await bus.subscribe(subscription(`${durable}a`, `${root}.*.made`, any))
      await bus.subscribe(subscription(`${durable}b`, `${root}.x.>`, rest))

      const subjects = ['x.made', 'y.made', 'x.lost', 'x.made.twice', 'y.lost']
      await bus.publish(
        subjects.map((tail, n) => ({ ...packet(root, n), subject: `${root}.${tail}` })),
      )
      await Promise.all([any.count(2), rest.count(3)])

      const tails = (from: Inbox) =>
        from.deliveries.map((d) => d.subject.slice(root.length + 1)).sort()
      expect(tails(any)).toEqual(['x.made', 'y.made'])
      expect(tails(rest)).toEqual(['x.lost', 'x.made', 'x.made.twice'])
    })

    test('what is published while nobody listens waits for the durable to come back', async () => {
      const { bus, root, durable } = await start()
      const [before, after] = [inbox(), inbox()]
      const first = await bus.subscribe(subscription(durable, `${root}.>`, before))
      await first.close()

      await bus.publish([packet(root, 1)])
      await bus.subscribe(subscription(durable, `${root}.>`, after))
      await after.count(1)

      expect([before.bodies(), after.bodies()]).toEqual([[], ['1']])
    })

    test('subject, id, body and headers arrive as they were sent', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe(subscription(durable, `${root}.>`, some))
      const headers = {
        traceparent: '00-ab-cd-01',
        'Content-Type': 'application/json',
        note: 'grün',
      }

      await bus.publish([{ ...packet(root, 1), body: '{"name":"grün"}', headers }])
      await some.count(1)

      expect(some.deliveries[0]).toEqual({
        subject: `${root}.n`,
        body: '{"name":"grün"}',
        headers,
        storedId: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
        publishedId: packet(root, 1).id,
        attempt: 1,
      })
    })

    test('a body of 500 KB arrives whole', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe(subscription(durable, `${root}.>`, some))
      const body = 'x'.repeat(500 * 1024)

      await bus.publish([{ ...packet(root, 1), body }])
      await some.count(1)

      expect(some.deliveries[0]?.body === body).toBe(true)
    })

    test('a thousand messages at concurrency 32 all arrive, each once and each under its own id', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe({ ...subscription(durable, `${root}.>`, some), concurrency: 32 })

      await bus.publish(packets(root, 1000))
      await some.count(1000)
      await pause(50)

      expect(some.deliveries.length).toBe(1000)
      expect(new Set(some.deliveries.map(({ body }) => body)).size).toBe(1000)
      expect(new Set(some.deliveries.map(({ storedId }) => storedId)).size).toBe(1000)
    })

    test('a publisher never runs a handler before it has the turn back', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      const published = bus.publish([packet(root, 1)])
      const during = some.deliveries.length
      await published
      await some.count(1)

      expect(during).toBe(0)
    })
  })
}
