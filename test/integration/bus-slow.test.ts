import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { type Bus, type Delivery, natsBus, type Outcome } from '@certwire/bus'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

onNatsServers('slow handlers', ({ binary }) => {
  let server: NatsServer
  const open: Bus[] = []

  const connect = async () => {
    const bus = await natsBus({
      url: server.url,
      name: 'test',
      streams,
      timing: { ackWaitMs: 600 },
    })
    open.push(bus)
    return bus
  }

  beforeEach(async () => {
    server = await startNatsServer({ binary })
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close(AbortSignal.abort())))
    await server.stop()
  })

  const subscribe = (bus: Bus, deliver: (delivery: Delivery) => Promise<Outcome>) =>
    bus.subscribe({ durable: 'd', filter: 't.>', concurrency: 2, deliver })

  const publish = (bus: Bus, count: number) =>
    bus.publish(
      Array.from({ length: count }, (_, n) => ({ subject: 't.a', id: `${n}`, body: `${n}` })),
    )

  test('a handler may take several ack waits, and nobody else gets its message', async () => {
    const [one, two] = [await connect(), await connect()]
    const bodies: string[] = []
    const slow = async ({ body }: Delivery): Promise<Outcome> => {
      bodies.push(body)
      await pause(2000)
      return { kind: 'ack' }
    }
    await subscribe(one, slow)
    await subscribe(two, slow)

    await publish(one, 4)
    await pause(2500)

    expect(bodies.sort()).toEqual(['0', '1', '2', '3'])
  })

  test('a replica with all hands full holds nothing that another one could do', async () => {
    const [busy, idle] = [await connect(), await connect()]
    const started: string[] = []
    const gate = Promise.withResolvers<void>()
    await subscribe(busy, async ({ body }) => {
      started.push(body)
      await gate.promise
      return { kind: 'ack' }
    })
    await publish(busy, 6)
    await expect.poll(() => started.length).toBe(2)

    const others: string[] = []
    await subscribe(idle, async ({ body }) => {
      others.push(body)
      return { kind: 'ack' }
    })

    await expect.poll(() => others.length, { timeout: 400 }).toBe(4)
    gate.resolve()
  })

  test('a process that is killed leaves its message to the others after the ack wait', async () => {
    const bus = await connect()
    const doomed = spawn(
      execPath,
      ['--conditions=certwire-source', '--input-type=module', '-e', taking],
      {
        cwd: import.meta.dirname,
        env: { URL: server.url },
      },
    )
    const said = doomed.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
    expect(await said.next()).toEqual({ done: false, value: 'subscribed\n' })
    await publish(bus, 1)
    // It may have said this before the publication is acknowledged here: hence an iterator, which misses nothing.
    expect(await said.next()).toEqual({ done: false, value: 'taken\n' })
    doomed.kill('SIGKILL')
    await once(doomed, 'exit')

    const attempts: number[] = []
    await subscribe(bus, async ({ attempt }) => {
      attempts.push(attempt)
      return { kind: 'ack' }
    })

    await expect.poll(() => attempts, { timeout: 5000 }).toEqual([2])
  })
})

const taking = `
  import { natsBus } from '@certwire/bus'
  const streams = [{ name: 'T', subjects: ['t.>'], maxAgeSeconds: 600, maxBytes: 1e8, discard: 'old' }]
  const bus = await natsBus({ url: process.env.URL, name: 'doomed', streams, timing: { ackWaitMs: 600 } })
  const deliver = () => new Promise(() => console.log('taken'))
  await bus.subscribe({ durable: 'd', filter: 't.>', concurrency: 2, deliver })
  console.log('subscribed')
`
