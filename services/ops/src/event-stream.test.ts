import { EventView } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { eventStream } from './event-stream.ts'

const event = EventView.parse({
  ...{ id: 'e1', type: 'order.placed', at: '2026-11-24T12:00:00.000Z', tenant: 'default' },
  ...{ orderId: 'ord_1', data: { text: 'two\nlines\r\n\ndata: forged' } },
})

/** The stream of these batches, of which each takes so many seconds. */
function written(batches: EventView[][], seconds = 0) {
  let time = 0
  const clock = () => {
    time += seconds * 1000
    return new Date(time)
  }
  async function* all() {
    yield* batches
  }
  return Array.fromAsync(eventStream(all(), clock))
}

test('an event is three lines, whatever is in it', async () => {
  const [, text = ''] = await written([[event]])

  expect(text.split('\n')).toEqual([
    ...['id: e1', 'event: order.placed', `data: ${JSON.stringify(event)}`, '', ''],
  ])
})

test('the stream begins at once, so that its reader knows that it is open', async () => {
  expect(await written([])).toEqual(['retry: 1000\n\n'])
})

test('nothing for a while is said, not every second', async () => {
  const quiet = Array.from({ length: 20 }, () => [])

  expect(await written(quiet, 1)).toEqual(['retry: 1000\n\n', ': still here\n\n'])
})
