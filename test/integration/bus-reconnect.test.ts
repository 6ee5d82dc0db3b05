import { setTimeout as pause } from 'node:timers/promises'
import { type Bus, natsBus } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('a server that dies', ({ binary }) => {
  let server: NatsServer
  let bus: Bus

  beforeEach(async () => {
    server = await startNatsServer({ binary })
    bus = await natsBus({
      url: server.url,
      name: 'test',
      streams,
      timing: { ackWaitMs: 3000 },
    })
  })
  afterEach(async () => {
    await bus.close(AbortSignal.abort())
    await server.stop()
  })

  test('five kills lose nothing that was confirmed, and nobody has to do anything', async () => {
    const confirmed = new Set<string>()
    const received = new Set<string>()
    await bus.subscribe({
      durable: 'd',
      filter: 't.>',
      concurrency: 16,
      deliver: async ({ body }) => {
        received.add(body)
        return { kind: 'ack' }
      },
    })
    let running = true
    const publishing = Array.from({ length: 8 }, async (_, lane) => {
      for (let n = 0; running; n += 1) {
        const id = `${lane}-${n}`
        await bus.publish([{ subject: `t.${lane}`, id, body: id }]).then(
          () => confirmed.add(id),
          () => {},
        )
      }
    })

    for (let kills = 0; kills < 5; kills += 1) {
      await pause(400)
      await server.kill()
      await pause(200 * kills)
      await server.start()
    }
    await pause(400)
    running = false
    await Promise.all(publishing)
    const before = confirmed.size
    await expect.poll(() => confirmed.difference(received).size, { timeout: 20_000 }).toBe(0)

    expect(before).toBeGreaterThan(100)
  })

  test('a publish during a short absence waits, and says nothing', async () => {
    await server.kill()
    const publishing = bus.publish([{ subject: 't.a', id: 'a', body: '' }])
    await expect.poll(ready(bus)).toBe('ERR_BUS_UNAVAILABLE')

    await server.start()
    await publishing

    await expect.poll(ready(bus)).toBe('ready')
  })

  test('a publish during a long absence is rejected in bounded time', async () => {
    const impatient = await natsBus({
      url: server.url,
      name: 'impatient',
      streams,
      timing: { publishTotalMs: 500 },
    })
    await server.kill()
    const since = performance.now()

    const publishing = impatient.publish([{ subject: 't.a', id: 'a', body: '' }])

    await expect(publishing).rejects.toMatchObject({ code: 'ERR_BUS_UNAVAILABLE' })
    expect(performance.now() - since).toBeLessThan(1500)
    await impatient.close()
  })

  test('closing without a server does not hang', async () => {
    await bus.subscribe({
      durable: 'd',
      filter: 't.>',
      concurrency: 1,
      deliver: async () => ({ kind: 'ack' }),
    })
    await server.kill()
    await pause(50)
    const since = performance.now()

    await bus.close()

    expect(performance.now() - since).toBeLessThan(4000)
  })
})

const ready = (bus: Bus) => () =>
  bus.ready().then(
    () => 'ready',
    (error: { code?: string }) => error.code,
  )
