import { natsBus } from '@certwire/bus'
import { startNatsServer } from '@certwire/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'
import { silentLink } from '../support/silent-link.ts'

onNatsServers('a connection that goes dead without a word', ({ binary }) => {
  test('is noticed, and both ways work again on another one', async () => {
    const server = await startNatsServer({ binary })
    const link = await silentLink(server.port)
    const url = `nats://127.0.0.1:${link.port}`
    const bus = await natsBus({ url, name: 'test', streams, timing: { pingMs: 200 } })
    onTestFinished(async () => {
      await bus.close(AbortSignal.abort())
      await link.close()
      await server.stop()
    })
    const bodies: string[] = []
    await bus.subscribe({
      durable: 'd',
      filter: 't.>',
      concurrency: 1,
      deliver: async ({ body }) => {
        bodies.push(body)
        return { kind: 'ack' }
      },
    })

    link.silence()
    await bus.publish([{ subject: 't.a', id: 'a', body: 'after' }])

    await expect.poll(() => bodies, { timeout: 10_000 }).toEqual(['after'])
  })
})
