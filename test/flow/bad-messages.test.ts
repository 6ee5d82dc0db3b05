import type { DeadLetter } from '@certwire/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stage, stage } from '../support/stage.ts'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

/** Says something that nobody can handle; the dead letters that it becomes. */
async function filed(subject: string, content: unknown): Promise<DeadLetter[]> {
  const said = typeof content === 'string' ? content : JSON.stringify(content)
  await on.publish(subject, said)
  await on.quiet()
  const { letters } = (await on.get('/dead?limit=2')) as { letters: DeadLetter[] }
  return letters.filter(({ body }) => body.slice(0, 99) === said.slice(0, 99))
}

const names = ['a.example.test']
const event = { specversion: '1.0', id: '7', source: '/crm', type: 'cert.requested' }

test.each([
  ['nothing', '', 'ERR_MESSAGE_NOT_JSON', 'not JSON'],
  ['no JSON', 'a certificate, please', 'ERR_MESSAGE_NOT_JSON', 'not JSON'],
  ['null', null, 'ERR_MESSAGE_MALFORMED', 'neither a CloudEvent nor the plain data'],
  ['a list', [names], 'ERR_MESSAGE_MALFORMED', 'neither a CloudEvent nor the plain data'],
  ['an unknown CloudEvent', { ...event, specversion: '9' }, 'ERR_MESSAGE_VERSION', 'version 1.0'],
  ['unknown', { ...event, type: 'cert.requested-v9' }, 'ERR_MESSAGE_VERSION', 'not known'],
  ['of another type', { ...event, type: 'order.placed' }, 'ERR_MESSAGE_TYPE', 'cert.requested'],
  ['without data', event, 'ERR_MESSAGE_MALFORMED', 'expected object'],
  ['for names that are no list', { names: 'a' }, 'ERR_MESSAGE_MALFORMED', 'expected array'],
  ['for names that are no text', { names: [7] }, 'ERR_MESSAGE_MALFORMED', 'expected string'],
  ['for 1001 names', { names: Array(1001).fill('a') }, 'ERR_MESSAGE_MALFORMED', 'Too big'],
  ['with an unknown field', { names, colour: 'red' }, 'ERR_MESSAGE_MALFORMED', '"colour"'],
  ['with a prototype', '{"names":[],"__proto__":{}}', 'ERR_MESSAGE_MALFORMED', '"__proto__"'],
  ['of a megabyte', { names: ['a'.repeat(1e6)] }, 'ERR_MESSAGE_MALFORMED', 'Too big'],
])('a request that is %s is filed once, with its reason', async (_, content, code, reason) => {
  const subject = 'cert.requested'
  const letters = await filed(subject, content)

  const told = { service: 'ordering', subject, code, reason: expect.stringContaining(reason) }
  expect(letters).toMatchObject([told])
})

const orderId = 'ord_nobody'
const cancelled = { ...event, type: 'cert.cancelled', subject: orderId, data: {} }
const placed = { ...event, type: 'order.placed', orderid: orderId }
const ca = { orderUrl: 'https://ca.example/1', finalizeUrl: 'https://ca.example/1', challenges: [] }
const present = { ...event, type: 'solver.present', orderid: orderId, data: { records: 1 } }

test.each([
  ['cert.cancelled', cancelled, 'ordering', 'ERR_ORDER_UNKNOWN'],
  [
    `cert.event.default.order.placed.${orderId}`,
    { ...placed, data: { generation: 1, ...ca } },
    'ordering',
    'ERR_ORDER_UNKNOWN',
  ],
  [`cert.event.default.order.placed.${orderId}`, placed, 'ordering', 'ERR_MESSAGE_MALFORMED'],
  [`cert.command.solver.present.${orderId}`, present, 'solver', 'ERR_MESSAGE_MALFORMED'],
])('what comes out of the blue at %s is filed', async (subject, content, service, code) => {
  const letters = await filed(subject, content)

  expect(letters).toMatchObject([{ service, subject, code }])
})

test('after all that a certificate is issued as ever', async () => {
  const order = await on.finished(await on.request(names))

  expect(order).toMatchObject({ phase: 'issued', names })
})
