import { type Delivery, memoryBus } from '@certwire/bus'
import { DeadLetter } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { bury } from './dead-letters.ts'

const cause = {
  service: 'ordering',
  durable: 'ordering_cert-requested',
  code: 'ERR_MESSAGE_NOT_JSON',
  reason: 'The message is not JSON.',
  at: new Date('2026-11-24T12:00:00.000Z'),
}
const delivery = (body: string): Delivery => ({
  subject: 'cert.requested',
  headers: {},
  storedId: '7-7',
  attempt: 1,
  body,
})

/** The letter as it arrives on a bus that takes packets of this size. */
async function letterOf(body: string, maxPayload?: number) {
  const bus = memoryBus(maxPayload === undefined ? {} : { maxPayload })
  const arrived = Promise.withResolvers<Delivery>()
  const deliver = async (one: Delivery) => {
    arrived.resolve(one)
    return { kind: 'ack' } as const
  }
  await bus.subscribe({ durable: 'all', filter: 'cert.dead.>', concurrency: 1, deliver })
  await bury(bus, delivery(body), cause)
  const { subject, body: letter } = await arrived.promise
  return { subject, letter: DeadLetter.parse(JSON.parse(letter)) }
}

test('a letter quotes the message whole, and says where it belongs', async () => {
  expect(await letterOf('{')).toEqual({
    subject: 'cert.dead.ordering.none',
    letter: {
      ...{ id: 'dead.ordering_cert-requested.7-7', service: 'ordering', subject: 'cert.requested' },
      ...{ body: '{', code: 'ERR_MESSAGE_NOT_JSON', reason: 'The message is not JSON.' },
      ...{ attempts: 1, at: '2026-11-24T12:00:00.000Z' },
    },
  })
})

test.each([
  ['a CloudEvent', '{"orderid":"ord_1"}', 'cert.dead.ordering.ord_1'],
  ['a plain request', '{"orderId":"ord_1"}', 'cert.dead.ordering.ord_1'],
  ['an id that is no subject token', '{"orderid":"ord_1.>"}', 'cert.dead.ordering.none'],
])('the order is found in %s', async (_, body, subject) => {
  expect((await letterOf(body)).subject).toBe(subject)
})

test.each([
  ['quotes, which JSON doubles', '"'.repeat(1_000_000)],
  ['control characters, which JSON makes six of', '\u0001'.repeat(1_000_000)],
  ['emoji, which must not be halved', `x${'😀'.repeat(300_000)}`],
])('1 MB of %s is cut until it fits', async (_, body) => {
  const { letter } = await letterOf(body)

  expect(letter).toMatchObject({ truncated: true, code: 'ERR_MESSAGE_NOT_JSON' })
  expect(letter.body.isWellFormed()).toBe(true)
  expect(letter.body.length).toBeGreaterThan(100_000)
})

test('a bus that takes very little still gets the reason', async () => {
  const { letter } = await letterOf('x'.repeat(100_000), 400)

  expect(letter).toMatchObject({ truncated: true, reason: 'The message is not JSON.' })
})
