import { natsBus } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('limits', ({ binary, version }) => {
  let server: NatsServer

  beforeAll(async () => {
    server = await startNatsServer({ binary, config: 'max_payload: 4096' })
  })
  afterAll(() => server.stop())

  const connect = (name: string, maxBytes: number) =>
    natsBus({
      url: server.url,
      name,
      streams: [{ name, subjects: [`${name}.>`], maxAgeSeconds: 600, maxBytes, discard: 'new' }],
    })

  test('a packet that the server would hang up on is refused here', async () => {
    const bus = await connect('BIG', 1e6)

    const exactly = 4096 - 'NATS/1.0\r\nNats-Msg-Id: a\r\n\r\n'.length
    await bus.publish([{ subject: 'BIG.a', id: 'a', body: 'x'.repeat(exactly) }])
    const publishing = bus.publish([{ subject: 'BIG.a', id: 'b', body: 'x'.repeat(exactly + 1) }])

    await expect(publishing).rejects.toMatchObject({ code: 'ERR_BUS_TOO_LARGE' })
    await bus.ready()
    await bus.close()
  })

  test('a full stream that keeps its oldest says no at once', async () => {
    const bus = await connect('FULL', 8000)
    const since = performance.now()

    const publishing = (async () => {
      for (let n = 0; n < 10; n += 1) {
        await bus.publish([{ subject: 'FULL.a', id: `${n}`, body: 'x'.repeat(2000) }])
      }
    })()

    await expect(publishing).rejects.toMatchObject({ code: 'ERR_BUS_REFUSED' })
    expect(performance.now() - since).toBeLessThan(2000)
    await bus.close()
  })

  test('a subject that no stream is declared for is refused', async () => {
    const bus = await connect('SOME', 1e6)
    const deliver = async () => ({ kind: 'ack' }) as const

    const publishing = bus.publish([{ subject: 'other.a', id: 'a', body: '' }])
    const subscribing = bus.subscribe({ durable: 'd', filter: 'other.>', concurrency: 1, deliver })

    await expect(publishing).rejects.toMatchObject({ code: 'ERR_BUS_NO_STREAM' })
    await expect(subscribing).rejects.toMatchObject({ code: 'ERR_BUS_NO_STREAM' })
    await bus.close()
  })

  test('stream and consumer use nothing that a server of 2.9 does not know', async () => {
    const bus = await connect('PLAIN', 1e6)
    const deliver = async () => ({ kind: 'ack' }) as const
    await bus.subscribe({ durable: 'd', filter: 'PLAIN.*', concurrency: 1, deliver })

    const { config } = JSON.parse(await server.request('$JS.API.CONSUMER.INFO.PLAIN.d'))
    const stream = JSON.parse(await server.request('$JS.API.STREAM.INFO.PLAIN')).config

    expect(config).toMatchObject({
      durable_name: 'd',
      ack_policy: 'explicit',
      deliver_policy: 'all',
      filter_subject: 'PLAIN.*',
      max_deliver: -1,
      max_ack_pending: 500,
    })
    expect(Object.keys(config)).not.toContain('backoff')
    expect(Object.keys(config)).not.toContain('filter_subjects')
    expect(stream).toMatchObject({
      retention: 'limits',
      storage: 'file',
      max_msgs_per_subject: -1,
      duplicate_window: 120e9,
    })
    await bus.close()
  })

  // 2.9 refuses the setting.
  test.skipIf(version.startsWith('2.9.'))('a server that syncs each write is as good', async () => {
    const careful = await startNatsServer({ binary, config: 'jetstream { sync_interval: always }' })
    onTestFinished(() => careful.stop())
    const bus = await natsBus({ url: careful.url, name: 'careful', streams })

    await bus.publish([{ subject: 't.a', id: 'a', body: '' }])

    const { state } = JSON.parse(await careful.request('$JS.API.STREAM.INFO.T'))
    expect(state.messages).toBe(1)
    await bus.close()
  })
})
