import { type Bus, natsBus } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('a server that forgets', ({ binary }) => {
  let server: NatsServer
  let bus: Bus
  let storedIds: string[]
  let serial = 0

  beforeEach(async () => {
    server = await startNatsServer({ binary })
    storedIds = []
    bus = await natsBus({
      url: server.url,
      name: 'test',
      streams,
    })
    await bus.subscribe({
      durable: 'd',
      filter: 't.>',
      concurrency: 4,
      deliver: async ({ storedId }) => {
        storedIds.push(storedId)
        return { kind: 'ack' }
      },
    })
    await arrives()
  })
  afterEach(async () => {
    await bus.close(AbortSignal.abort())
    await server.stop()
  })

  /** Publishes one more message, and resolves when it has come. */
  async function arrives(): Promise<void> {
    const before = storedIds.length
    serial += 1
    await bus.publish([{ subject: 't.a', id: `n${serial}`, body: '' }])
    await expect.poll(() => storedIds.length, { timeout: 15_000 }).toBeGreaterThan(before)
  }

  test('a consumer that was deleted is made again, and messages go on', async () => {
    await server.request('$JS.API.CONSUMER.DELETE.T.d')

    await arrives()
  })

  test('a stream that was deleted is made again by whoever publishes', async () => {
    await server.request('$JS.API.STREAM.DELETE.T')

    await arrives()
  })

  test('a subscription makes its stream again without anybody publishing', async () => {
    await server.request('$JS.API.STREAM.DELETE.T')

    const stream = () => server.request('$JS.API.CONSUMER.INFO.T.d')
    await expect.poll(stream, { timeout: 15_000 }).toContain('"durable_name":"d"')
  })

  test('a server that comes back without its store goes on, and no stored id is used twice', async () => {
    await server.kill()
    await server.wipe()
    await server.start()

    await arrives()
    await arrives()

    expect(new Set(storedIds).size).toBe(storedIds.length)
  })

  test('a store that is deleted under a running server is whole again after its restart', async () => {
    await server.wipe()
    await bus.publish([{ subject: 't.a', id: 'while-broken', body: '' }]).catch(() => {})
    await server.kill()
    await server.start()

    await arrives()
  })

  test('settings of a stream or durable that somebody changed are put right', async () => {
    const info = async (what: string) => JSON.parse(await server.request(`$JS.API.${what}`)).config
    const stream = await info('STREAM.INFO.T')
    await server.request('$JS.API.STREAM.UPDATE.T', JSON.stringify({ ...stream, max_bytes: 5e7 }))
    // One that has just come back may answer a change with what was before.
    await server.kill()
    await server.start()

    const other = await natsBus({
      url: server.url,
      name: 'other',
      streams: [
        { name: 'T', subjects: ['t.>', 'u.>'], maxAgeSeconds: 600, maxBytes: 1e8, discard: 'new' },
      ],
      timing: { ackWaitMs: 12_000 },
    })
    const deliver = async () => ({ kind: 'ack' }) as const
    await other.subscribe({ durable: 'd', filter: 't.b', concurrency: 64, deliver })

    expect(await info('STREAM.INFO.T')).toMatchObject({
      subjects: ['t.>', 'u.>'],
      max_bytes: 1e8,
      discard: 'new',
      duplicate_window: 120e9,
    })
    expect(await info('CONSUMER.INFO.T.d')).toMatchObject({
      filter_subject: 't.b',
      ack_wait: 12e9,
      max_ack_pending: 1024,
      max_deliver: -1,
    })
    await other.close()
  })
})
