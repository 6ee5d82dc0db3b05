import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { code, inbox, packet, type Start, subscription } from './bench.ts'

export function publishingSuite(start: Start): void {
  describe('publishing', () => {
    test('the same id twice is one message', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe(subscription(durable, `${root}.>`, some))

      await bus.publish([packet(root, 1), packet(root, 1)])
      await bus.publish([packet(root, 1), packet(root, 2)])
      await some.count(2)
      await pause(50)

      expect(some.bodies()).toEqual(['1', '2'])
    })

    test('an illegal packet is refused, and its whole call with it', async () => {
      const { bus, root, durable } = await start()
      const some = inbox()
      await bus.subscribe(subscription(durable, `${root}.>`, some))
      const codes = await Promise.all(
        [
          { subject: `${root}.*` },
          { subject: `${root}. x` },
          { subject: '$JS.API.INFO' },
          { id: '' },
          { headers: { 'Nats-TTL': '1s' } },
          { body: 'x'.repeat(2 ** 21) },
        ].map((part, n) =>
          code(bus.publish([packet(root, n), { ...packet(root, 100 + n), ...part }])),
        ),
      )
      await bus.publish([packet(root, 7)])
      await some.count(1)

      expect(codes).toEqual([
        ...Array(3).fill('ERR_BUS_SUBJECT'),
        ...Array(2).fill('ERR_BUS_PACKET'),
        'ERR_BUS_TOO_LARGE',
      ])
      expect(some.bodies()).toEqual(['7'])
    })

    test('an illegal filter or durable is refused', async () => {
      const { bus, root } = await start()

      expect([
        await code(bus.subscribe(subscription('a.b', `${root}.>`, inbox()))),
        await code(bus.subscribe(subscription('ok', `${root}..x`, inbox()))),
      ]).toEqual(['ERR_BUS_SUBJECT', 'ERR_BUS_SUBJECT'])
    })
  })
}
