import { describe, expect, test } from 'vitest'
import { ack, code, inbox, packet, packets, type Start, subscription } from './bench.ts'

export function closingSuite(start: Start): void {
  describe('closing', () => {
    test('hands back what was not started, and waits for what runs', async () => {
      const { bus, root, durable } = await start()
      const [one, two] = [inbox(), inbox()]
      one.hold()
      const first = await bus.subscribe({
        ...subscription(durable, `${root}.>`, one),
        concurrency: 2,
      })
      await bus.publish(packets(root, 6))
      await one.count(2)

      let ended = false
      const closing = first.close().then(() => (ended = true))
      await bus.subscribe(subscription(durable, `${root}.>`, two))
      await two.count(4)
      const whileRunning = ended
      one.release()
      await closing

      expect(whileRunning).toBe(false)
      expect([...one.bodies(), ...two.bodies()].sort()).toEqual(['1', '2', '3', '4', '5', '6'])
    })

    test('tells the running handlers when the closer gives up waiting', async () => {
      const { bus, root, durable } = await start()
      let told = 0
      const started = Promise.withResolvers<void>()
      const subscribed = await bus.subscribe({
        ...subscription(durable, `${root}.>`, inbox()),
        deliver: async (_, signal) => {
          started.resolve()
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          told += 1
          return ack
        },
      })
      await bus.publish([packet(root, 1)])
      await started.promise

      await subscribed.close(AbortSignal.timeout(20))

      expect(told).toBe(1)
    })

    test('what runs may still publish while the bus closes', async () => {
      const { bus, root, durable } = await start()
      const started = Promise.withResolvers<void>()
      const go = Promise.withResolvers<void>()
      const published = Promise.withResolvers<unknown>()
      await bus.subscribe({
        ...subscription(durable, `${root}.n`, inbox()),
        deliver: async () => {
          started.resolve()
          await go.promise
          published.resolve(await code(bus.publish([{ ...packet(root, 2), subject: `${root}.m` }])))
          return ack
        },
      })
      await bus.publish([packet(root, 1)])
      await started.promise

      const closing = bus.close()
      go.resolve()
      await closing

      expect(await published.promise).toBeUndefined()
    })

    test('a closed bus says so', async () => {
      const { bus, root, durable } = await start()
      await bus.ready()
      await bus.close()
      await bus.close()

      expect([
        await code(bus.ready()),
        await code(bus.publish([packet(root, 1)])),
        await code(bus.subscribe(subscription(durable, `${root}.>`, inbox()))),
      ]).toEqual(Array(3).fill('ERR_BUS_CLOSED'))
    })
  })
}
