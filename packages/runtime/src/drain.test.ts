import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { service } from './service.ts'
import { running, send, stage, worker } from './test-stage.ts'

test('what is under way ends before the service is closed, and nothing new is taken', async () => {
  const { bus, platform } = await stage()
  const go = Promise.withResolvers<void>()
  const { solver, began, seen } = worker(() => go.promise)
  const { close } = await running([solver], platform)
  await send(bus)
  await began

  const closed = close()
  await send(bus, 'ord_1.2.0')
  go.resolve()
  await closed

  expect(seen).toEqual(['began', 'ended', 'closed'])
})

test('a handler that hears the signal is given up after a while', async () => {
  const { bus, platform } = await stage()
  const { solver, began, seen } = worker(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
  )
  const { close } = await running([solver], platform)
  await send(bus)
  await began

  await close(20)

  expect(seen).toEqual(['began', 'closed'])
})

test('so is one that does not, and a job as well', async () => {
  const { bus, platform } = await stage()
  const forever = () => new Promise<void>(() => {})
  const { solver, began, seen } = worker(forever)
  const jobs = [{ name: 'forever', everyMs: 1, run: forever }]
  const lazy = service({ name: 'lazy', connect: async () => ({}), handlers: [], jobs })
  const { close } = await running([solver, lazy], platform)
  await send(bus)
  await began

  await close(20)

  expect(seen).toEqual(['began', 'closed'])
})

test('a request that is under way is answered, and its connection closed', async () => {
  const { platform } = await stage()
  const go = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const slow = service({
    ...{ name: 'slow', connect: async () => ({}), handlers: [] },
    routes: (app) => {
      app.get('/slow', async () => {
        arrived.resolve()
        await go.promise
        return { done: true }
      })
    },
  })
  const { url, close } = await running([slow], platform)
  const answer = fetch(`${url}/api/v1/slow`, { headers: { authorization: 'Bearer t0ken' } })
  await arrived.promise

  const closed = close()
  go.resolve()

  expect(await (await answer).json()).toEqual({ done: true })
  await closed
})

test('a request that does not end is cut off', async () => {
  const { platform } = await stage()
  const arrived = Promise.withResolvers<void>()
  const slow = service({
    ...{ name: 'slow', connect: async () => ({}), handlers: [] },
    routes: (app) => {
      app.get('/slow', () => {
        arrived.resolve()
        return new Promise(() => {})
      })
    },
  })
  const { url, close } = await running([slow], platform)
  const headers = { authorization: 'Bearer t0ken' }
  const cut = expect(fetch(`${url}/api/v1/slow`, { headers })).rejects.toThrow()
  await arrived.promise

  await close(20)
  await cut
})

test('a client that keeps an unused connection holds up nobody', async () => {
  const { platform } = await stage()
  const { url, close } = await running([], platform)
  const { port, hostname } = new URL(url)
  const unused = connect(Number(port), hostname)
  await once(unused, 'connect')
  await fetch(`${url}/livez`)
  const before = performance.now()

  await close()

  expect(performance.now() - before).toBeLessThan(1000)
})
