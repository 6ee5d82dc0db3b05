import { setTimeout as pause } from 'node:timers/promises'
import { natsBus } from '@certwire/bus'
import { startNatsServer } from '@certwire/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('a server that is slow to start', ({ binary }) => {
  const start = async (config?: string) => {
    const server = await startNatsServer({ binary, ...(config && { config }) })
    onTestFinished(() => server.stop())
    return server
  }
  const connect = async (options: Partial<Parameters<typeof natsBus>[0]> & { url: string }) => {
    const bus = await natsBus({ name: 'early', streams, ...options })
    onTestFinished(() => bus.close(AbortSignal.abort()))
    return bus
  }

  test('is waited for', async () => {
    const server = await start()
    await server.kill()
    const starting = connect(server)
    await pause(300)
    await server.start()

    const bus = await starting

    await bus.ready()
  })

  test('is waited for until JetStream is there too', async () => {
    const server = await start('jetstream: disabled')
    const reasons: string[] = []
    const starting = connect({
      url: server.url,
      log: (event) => event.kind === 'unreachable' && reasons.push(event.reason),
    })
    await expect.poll(() => reasons.length).toBeGreaterThan(0)
    await server.kill()
    await server.start('jetstream: enabled')

    const bus = await starting

    await bus.publish([{ subject: 't.a', id: 'a', body: '' }])
  })

  test('a server that loses JetStream makes the bus not ready, with the reason', async () => {
    const server = await start()
    const bus = await connect(server)
    await server.kill()
    await server.start('jetstream: disabled')

    const refused = { code: 'ERR_BUS_UNAVAILABLE', message: expect.stringContaining('JetStream') }
    await expect.poll(() => bus.ready().catch((error: unknown) => error)).toMatchObject(refused)
  })

  test('a start that nobody waits for any more can be called off', async () => {
    const server = await start()
    await server.kill()

    const starting = connect({ url: server.url, signal: AbortSignal.timeout(200) })

    await expect(starting).rejects.toMatchObject({ code: 'ERR_BUS_CLOSED' })
  })
})
