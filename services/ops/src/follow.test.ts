import { EventView } from '@certwire/contracts'
import { sqliteStore } from '@certwire/store'
import { expect, test, vi } from 'vitest'
import { events } from './documents.ts'
import { type Beginning, beginAfter, follow } from './follow.ts'
import { keptAt } from './kept-at.ts'
import { connectTimeline } from './timeline.ts'

const noon = Date.parse('2026-11-24T12:00:00.000Z')
const START = { at: keptAt(0) }
const event = (id: string, orderId = 'ord_1') =>
  EventView.parse({
    ...{ id, type: 'order.placed', at: '2026-11-24T12:00:00.000Z', tenant: 'default' },
    ...{ orderId, data: {} },
  })

async function stage() {
  const collection = await (await sqliteStore({ file: ':memory:' })).open(events)
  let now = noon
  const clock = () => new Date(now)
  const timeline = connectTimeline(collection, clock, 'p1')
  const pass = (ms: number) => {
    now += ms
  }
  /** As another process keeps it, whose clock is late by some milliseconds. */
  const keepElsewhere = (id: string, lateMs: number) =>
    collection.insert({
      ...{ _id: id, version: 1, keptAt: keptAt((noon - lateMs) * 1000), keptBy: 'p2' },
      ...{ orderId: event(id).orderId, event: event(id) },
    })
  const stop = new AbortController()
  const source = { timeline, clock }
  const from = (beginning: Beginning = START) => follow(source, undefined, beginning, stop.signal)
  return { timeline, source, keepElsewhere, pass, stop, from }
}

/** The ids of the next batch that is not empty. */
async function next(batches: AsyncGenerator<EventView[]>): Promise<string[]> {
  for (;;) {
    const { value, done } = await batches.next()
    if (done || value.length > 0) return (value ?? []).map(({ id }: EventView) => id)
  }
}

test('what was kept comes first, and what is kept later follows, each once', async () => {
  const { timeline, from } = await stage()
  await timeline.keep(event('e1'))
  const batches = from()

  const first = await next(batches)
  const second = next(batches)
  await timeline.keep(event('e2'))

  expect([first, await second]).toEqual([['e1'], ['e2']])
})

test('hundreds of events come in order, without a hole', async () => {
  const { timeline, from } = await stage()
  const ids = Array.from({ length: 450 }, (_, index) => `e${index}`)
  await Promise.all(ids.map((id) => timeline.keep(event(id))))
  const batches = from()

  const seen = [await next(batches), await next(batches), await next(batches)].flat()

  expect(seen).toEqual(ids)
})

test('what another process kept a second ago, and shows only now, is not missed', async () => {
  const { timeline, keepElsewhere, pass, from } = await stage()
  await timeline.keep(event('e1'))
  const batches = from()
  await next(batches)

  await keepElsewhere('late', 1000)
  pass(1000)
  await timeline.keep(event('e2'))

  expect(await next(batches)).toEqual(['late', 'e2'])
})

test('what was read is not read again for every event', async () => {
  const { timeline, from } = await stage()
  await Promise.all(Array.from({ length: 150 }, (_, index) => timeline.keep(event(`e${index}`))))
  const batches = from()
  await next(batches)
  const read = vi.spyOn(timeline, 'read')

  await timeline.keep(event('news'))
  await next(batches)

  expect(
    await Promise.all(read.mock.results.map(async ({ value }) => (await value).length)),
  ).toEqual([1])
})

test('who comes back after an event gets what came after it, and nothing twice', async () => {
  const { timeline, from } = await stage()
  for (const id of ['e1', 'e2', 'e3', 'e4']) await timeline.keep(event(id))
  const last = await timeline.find('e2')

  expect(await next(from(last && beginAfter(last)))).toEqual(['e3', 'e4'])
})

test('who comes back gets what another process has kept before that event', async () => {
  const { timeline, keepElsewhere, from } = await stage()
  await timeline.keep(event('e1'))
  await timeline.keep(event('e2'))
  await keepElsewhere('late', 1000)
  const last = await timeline.find('e2')

  expect(await next(from(last && beginAfter(last)))).toEqual(['late'])
})

test('one order may be followed alone', async () => {
  const { timeline, source, stop } = await stage()
  await timeline.keep(event('e1', 'ord_1'))
  await timeline.keep(event('e2', 'ord_2'))
  const { orderId } = event('e2', 'ord_2')

  expect(await next(follow(source, orderId, START, stop.signal))).toEqual(['e2'])
})

test('it ends with the signal, also while it waits', async () => {
  const { stop, from } = await stage()
  const batches = from()
  await batches.next()
  const waiting = batches.next()

  stop.abort()

  expect(await waiting).toEqual({ done: true, value: undefined })
})
