import { setTimeout as pause } from 'node:timers/promises'
import { type Bus, natsBus } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('a server that hangs', ({ binary }) => {
  let server: NatsServer
  let bus: Bus

  beforeEach(async () => {
    server = await startNatsServer({ binary })
    bus = await natsBus({
      url: server.url,
      name: 'test',
      streams,
      timing: { publishAttemptMs: 300, publishTotalMs: 1500 },
    })
  })
  afterEach(async () => {
    server.resume()
    await bus.close(AbortSignal.abort())
    await server.stop()
  })

  const stored = async () => {
    const { state } = JSON.parse(await server.request('$JS.API.STREAM.INFO.T'))
    return state.messages
  }

  test('what was tried several times is stored once', async () => {
    await server.pause()
    const publishing = bus.publish([{ subject: 't.a', id: 'a', body: '' }])
    await pause(1000)
    server.resume()

    await publishing

    expect(await stored()).toBe(1)
  })

  test('after the last attempt it is uncertain, and publishing again is right', async () => {
    const packet = { subject: 't.a', id: 'a', body: '' }
    await server.pause()
    const publishing = bus.publish([packet])
    await expect(publishing).rejects.toMatchObject({ code: 'ERR_BUS_UNAVAILABLE' })
    server.resume()

    await bus.publish([packet])

    expect(await stored()).toBe(1)
  })
})
