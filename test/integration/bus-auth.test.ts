import { setTimeout as pause } from 'node:timers/promises'
import { natsBus } from '@certwire/bus'
import { startNatsServer } from '@certwire/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { onNatsServers, streams } from '../support/nats.ts'

const users = (...lines: string[]) => `authorization { users: [\n${lines.join('\n')}\n] }`
const packet = (id: string) => ({ subject: 't.a', id, body: '' })

onNatsServers('logging in', ({ binary }) => {
  const start = async (config: string) => {
    const server = await startNatsServer({ binary, config })
    onTestFinished(() => server.stop())
    return server
  }

  test('a server that refuses us for a while does not end the connection for good', async () => {
    const right = users('{ user: svc, password: "p@ss" }')
    const server = await start(right)
    const refusals: string[] = []
    const bus = await natsBus({
      url: `nats://svc:p%40ss@127.0.0.1:${server.port}`,
      name: 'test',
      streams,
      log: (event) => event.kind === 'server-error' && refusals.push(event.reason),
    })

    await server.kill()
    await server.start(users('{ user: other, password: other }'))
    await expect.poll(() => refusals.length, { timeout: 15_000 }).toBeGreaterThan(3)
    await server.kill()
    await server.start(right)
    await pause(0)

    await bus.publish([packet('a')])
    await bus.ready()
    await bus.close()
    expect(refusals.join()).not.toContain('p@ss')
  })

  test('a wrong password at the start is reported, and waited out', async () => {
    const server = await start(users('{ user: svc, password: right }'))
    const reasons: string[] = []

    const starting = natsBus({
      url: `nats://svc:wrong@127.0.0.1:${server.port}`,
      name: 'test',
      streams,
      signal: AbortSignal.timeout(500),
      log: (event) => event.kind === 'unreachable' && reasons.push(event.reason),
    })

    await expect(starting).rejects.toMatchObject({ code: 'ERR_BUS_CLOSED' })
    expect(reasons[0]).toMatch(/authorization violation/i)
    expect(reasons.join()).not.toContain('wrong')
  })

  test('a token can be in the url or beside it', async () => {
    const server = await start('authorization { token: "t-1" }')

    for (const options of [
      { url: `nats://t-1@127.0.0.1:${server.port}` },
      { url: server.url, credentials: { token: 't-1' } },
    ]) {
      const bus = await natsBus({ ...options, name: 'test', streams })
      await bus.ready()
      await bus.close()
    }
  })

  test('a subscription that is forbidden for a while goes on as soon as it is allowed', async () => {
    const may = (subscribe: string) =>
      users(`{ user: svc, password: svc, permissions: { subscribe: { ${subscribe} } } }`)
    const server = await start(may('allow: [">"]'))
    const refusals: string[] = []
    const bus = await natsBus({
      url: `nats://svc:svc@127.0.0.1:${server.port}`,
      name: 'svc',
      streams,
      log: (event) => event.kind === 'server-error' && refusals.push(event.reason),
    })
    const got = Promise.withResolvers<void>()
    const deliver = async () => {
      got.resolve()
      return { kind: 'ack' } as const
    }
    await bus.subscribe({ durable: 'd', filter: 't.>', concurrency: 1, deliver })

    await server.kill()
    await server.start(may('deny: [">"]'))
    await expect.poll(() => refusals.join(), { timeout: 15_000 }).toMatch(/permissions violation/i)
    await server.kill()
    await server.start(may('allow: [">"]'))
    await bus.publish([packet('a')])

    await got.promise
    await bus.close()
  })

  test('the least of permissions is enough where somebody else made streams and consumers', async () => {
    const server = await start(
      users(
        '{ user: admin, password: admin }',
        `{ user: svc, password: svc, permissions: {
          publish: { allow: ["t.a", "$JS.API.CONSUMER.MSG.NEXT.T.d", "$JS.ACK.T.d.>", "$JS.ACK.*.*.T.d.>"] }
          subscribe: { allow: ["_INBOX_svc.>"] } } }`,
      ),
    )
    const connect = (user: string) =>
      natsBus({ url: `nats://${user}:${user}@127.0.0.1:${server.port}`, name: user, streams })
    const subscription = { durable: 'd', filter: 't.>', concurrency: 1 }
    const admin = await connect('admin')
    await admin.subscribe({ ...subscription, deliver: async () => ({ kind: 'ack' }) })
    await admin.close()

    const service = await connect('svc')
    const got = Promise.withResolvers<string>()
    await service.subscribe({
      ...subscription,
      deliver: async ({ subject }) => {
        got.resolve(subject)
        return { kind: 'ack' }
      },
    })
    await service.publish([packet('a')])

    expect(await got.promise).toBe('t.a')
    const forbidden = service.publish([{ subject: 't.b', id: 'b', body: '' }])
    await expect(forbidden).rejects.toMatchObject({ code: 'ERR_BUS_REFUSED' })
    await service.close()
  })
})
