import { expect, test } from 'vitest'
import { stage } from './test-stage.ts'

const event = {
  ...{ specversion: '1.0', id: 'e1', source: '/certwire/ordering', tenantid: 'default' },
  ...{ type: 'dev.certwire.order.placed', time: '2026-11-24T12:00:00.000Z', orderid: 'ord_1' },
  data: {},
}
const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown

test.each([
  ['no JSON', '{'],
  ['no event', '{}'],
  ['an id that would end a line of the stream', { ...event, id: 'e1\ndata: forged' }],
  ['a type that would', { ...event, type: 'order.placed\nid: forged' }],
  ['no order', { ...event, orderid: undefined }],
  ['a time that is none', { ...event, time: 'noon' }],
  ['data that no store takes', { ...event, data: deep }],
  ['text that no store takes', { ...event, data: '\ud800' }],
])('%s is passed over, and does not come again and again', async (_, body) => {
  const { hand, get } = await stage()

  const outcome = await hand('ops_timeline', typeof body === 'string' ? body : JSON.stringify(body))

  expect(outcome).toEqual({ kind: 'ack' })
  expect((await get('/events')).body).toEqual({ events: [] })
})

test('what is no dead letter is passed over as well', async () => {
  const { hand, get } = await stage()

  expect(await hand('ops_dead', '{"id":"x"}')).toEqual({ kind: 'ack' })
  expect((await get('/dead')).body).toEqual({ letters: [] })
})
