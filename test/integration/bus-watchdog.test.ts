import { natsBus } from '@certwire/bus'
import { type NatsServer, natsServers, startNatsServer } from '@certwire/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const servers = await natsServers()

test.skipIf(servers.length > 0)('needs nats-server', ({ skip }) => skip())

describe.each(servers)('a stuck consumer, on nats-server $version', ({ binary }) => {
  let server: NatsServer

  beforeAll(async () => {
    server = await startNatsServer({ binary })
  })
  afterAll(() => server.stop())

  test('messages that are held back for good come again, and none is lost', async () => {
    const events: string[] = []
    const bus = await natsBus({
      url: server.url,
      name: 'test',
      streams: [
        { name: 'T', subjects: ['t.>'], maxAgeSeconds: 600, maxBytes: 1e8, discard: 'old' },
      ],
      // An ack wait that nobody lives to see.
      timing: { ackWaitMs: 3_600_000, watchdogMs: 150 },
      log: ({ kind }) => events.push(kind),
    })
    const bodies: string[] = []
    const subscription = {
      durable: 'd',
      filter: 't.>',
      concurrency: 4,
      deliver: async ({ body }: { body: string }) => {
        bodies.push(body)
        return { kind: 'ack' } as const
      },
    }
    await (await bus.subscribe(subscription)).close()
    const publish = (body: string) => bus.publish([{ subject: 't.a', id: body, body }])
    await publish('one')
    await publish('two')
    await server.request('$JS.API.CONSUMER.MSG.NEXT.T.d', '{"batch":1}')

    await bus.subscribe(subscription)
    await expect.poll(() => bodies, { timeout: 10_000 }).toContain('one')

    expect(bodies).toContain('two')
    expect(events).toContain('consumer-stuck')
    await bus.close()
  })
})
