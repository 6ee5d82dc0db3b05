import { EventView } from '@certwire/contracts'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { events } from './documents.ts'
import { connectTimeline } from './timeline.ts'

const event = (id: string) =>
  EventView.parse({
    ...{ id, type: 'order.placed', at: '2026-11-24T12:00:00.000Z', tenant: 'default' },
    ...{ orderId: 'ord_1', data: {} },
  })

async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const collection = await store.open(events)
  const connect = (inserts = collection) => connectTimeline(inserts, () => new Date(0), 'p1')
  return { collection, connect }
}

test('an event that arrives twice is kept once', async () => {
  const { connect } = await stage()
  const timeline = connect()

  await timeline.keep(event('e1'))
  await timeline.keep(event('e1'))

  expect(await timeline.read({ limit: 10 })).toHaveLength(1)
})

test('an event is not shown while one before it is still being saved', async () => {
  const { collection, connect } = await stage()
  const slow = Promise.withResolvers<void>()
  const timeline = connect({
    ...collection,
    insert: async (document) => {
      if (document._id === 'slow') await slow.promise
      await collection.insert(document)
    },
  })
  const first = timeline.keep(event('slow'))
  await timeline.keep(event('fast'))

  const before = await timeline.read({ limit: 10 })
  slow.resolve()
  await first
  const after = await timeline.read({ limit: 10 })

  expect([before, after].map((page) => page.map(({ _id }) => _id))).toEqual([[], ['slow', 'fast']])
})

test('one that could not be saved does not hold up the others', async () => {
  const { collection, connect } = await stage()
  const timeline = connect({
    ...collection,
    insert: async (document) => {
      if (document._id === 'bad') throw new Error('full')
      await collection.insert(document)
    },
  })

  await expect(timeline.keep(event('bad'))).rejects.toThrow('full')
  await timeline.keep(event('good'))

  expect(await timeline.read({ limit: 10 })).toMatchObject([{ _id: 'good' }])
})

test('news that came before the question is news', async () => {
  const { connect } = await stage()
  const timeline = connect()
  const count = timeline.count()
  await timeline.keep(event('e1'))

  await timeline.news(count, 60_000, new AbortController().signal)

  expect(timeline.count()).toBe(count + 1)
})

test('waiting for news ends with the signal', async () => {
  const { connect } = await stage()
  const stop = new AbortController()

  const waiting = connect().news(0, 60_000, stop.signal)
  stop.abort()

  await expect(waiting).resolves.toBeUndefined()
})
