import { natsBus } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('a stuck consumer', ({ binary }) => {
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
      streams,
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
