import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { encode, OrderId, OrderPlaced, stamp, TenantId } from '@certwire/contracts'
import fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stage } from '../test-stage.ts'
import type { Timeline } from '../timeline.ts'
import { eventRoutes } from './events.ts'

const message = (id: string, orderId = 'ord_1') =>
  encode(
    stamp(
      OrderPlaced(OrderId.parse(orderId), {
        ...{ generation: 1, challenges: [] },
        ...{ orderUrl: 'https://ca.test/order/1', finalizeUrl: 'https://ca.test/finalize/1' },
      }),
      { id, source: '/certwire/ordering', time: new Date(0), tenantId: TenantId.parse('default') },
    ),
  )

/** The service with these events kept. */
async function having(...ids: string[]) {
  const at = await stage()
  for (const id of ids) await at.hand('ops_timeline', message(id))
  return at
}

/** A reader of the stream, and the events that it has got. */
async function listen(url: string, headers: Record<string, string> = {}) {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const accept = { authorization: 'Bearer t0ken', accept: 'text/event-stream' }
  const answer = await fetch(url, { headers: { ...accept, ...headers }, signal: stop.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (id: string) => {
    while (!text.includes(`id: ${id}\n`)) text += (await reader?.read())?.value ?? ''
    return [...text.matchAll(/^id: (.*)$/gm)].map(([, seen]) => seen)
  }
  const end = async () => {
    while (!(await reader?.read())?.done);
  }
  return { answer, until, end, stop }
}

describe('a page', () => {
  test('has the events in the order in which they came', async () => {
    const { get } = await having('e1', 'e2')

    expect((await get('/events')).body).toMatchObject({
      events: [
        { id: 'e1', type: 'order.placed', orderId: 'ord_1', tenant: 'default' },
        { id: 'e2', data: { orderUrl: 'https://ca.test/order/1' } },
      ],
    })
  })

  test('leads to the next', async () => {
    const { get } = await having('e1', 'e2', 'e3')

    const first = await get('/events?limit=2')
    const second = await get(`/events?limit=2&after=${first.body.next}`)

    expect([first.body.next, second.body]).toMatchObject(['e2', { events: [{ id: 'e3' }] }])
  })

  test.each([
    ['since a moment before', '/events?since=2026-11-24T11:59:59Z', ['e1']],
    ['since that very second', '/events?since=2026-11-24T13:00:00%2B01:00', ['e1']],
    ['since a moment after', '/events?since=2026-11-24T12:00:00.001Z', []],
    ['of its order', '/events?order=ord_1', ['e1']],
    ['of another order', '/events?order=ord_2', []],
  ])('%s', async (_, path, ids) => {
    const { get } = await having('e1')

    const { events } = (await get(path)).body as { events: { id: string }[] }

    expect(events.map(({ id }) => id)).toEqual(ids)
  })

  test.each([
    ['/events?since=yesterday', 400, 'ERR_HTTP_INVALID'],
    ['/events?order=1', 400, 'ERR_HTTP_INVALID'],
    ['/events?after=e9', 404, 'ERR_EVENT_UNKNOWN'],
  ])('%s is a problem', async (path, status, code) => {
    const { get } = await having()

    expect(await get(path)).toMatchObject({ status, body: { code, remedy: expect.any(String) } })
  })
})

describe('the stream', () => {
  test('brings what comes from now on', async () => {
    const { url, hand } = await having()
    const { answer, until } = await listen(`${url}/events`)

    await hand('ops_timeline', message('e1'))

    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(await until('e1')).toEqual(['e1'])
  })

  test('goes on after the event that its reader had last', async () => {
    const { url, hand } = await having('e1', 'e2', 'e3')
    const { until } = await listen(`${url}/events`, { 'last-event-id': 'e2' })

    await hand('ops_timeline', message('e4'))

    expect(await until('e4')).toEqual(['e3', 'e4'])
  })

  test('needs the token', async () => {
    const { url } = await having()

    const { answer } = await listen(`${url}/events`, { authorization: 'Bearer other' })

    expect(answer.status).toBe(401)
  })

  test('ends at once when the process does', async () => {
    const { url, close } = await having()
    const { end } = await listen(`${url}/events`)
    const before = performance.now()

    await Promise.all([close(), end()])

    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('a reader that goes away', () => {
  /** A timeline with endless news, which counts who reads it. */
  function endless() {
    const seen = { reads: 0, waits: 0 }
    const timeline = {
      count: () => 0,
      read: async () => {
        seen.reads += 1
        return []
      },
      news: async (_count: number, _withinMs: number, signal: AbortSignal) => {
        seen.waits += 1
        await sleep(5, undefined, { signal }).catch(() => {})
        seen.waits -= 1
      },
    }
    return { seen, timeline: timeline as unknown as Timeline }
  }

  test('leaves nothing behind', async () => {
    const { seen, timeline } = endless()
    const app = fastify({ forceCloseConnections: true })
    eventRoutes(app, { timeline, clock: () => new Date() })
    onTestFinished(() => app.close())
    const asked = request(`${await app.listen()}/events`, {
      headers: { accept: 'text/event-stream' },
    })
    asked.on('error', () => {}).end()
    await once(asked, 'response')
    await expect.poll(() => seen.waits).toBe(1)

    asked.destroy()

    await expect.poll(() => seen.waits).toBe(0)
    const { reads } = seen
    await sleep(30)
    expect(seen.reads).toBe(reads)
  })
})
