import { expect, test } from 'vitest'
import type { Packet } from './bus.ts'
import { checkPacket } from './packet.ts'

const packet: Packet = { subject: 'cert.event', id: 'evt_1', body: '{}' }
const code = (part: Partial<Packet>, maxPayload = 1000) => {
  try {
    checkPacket({ ...packet, ...part }, maxPayload)
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

test('an ordinary packet passes', () => {
  expect(
    code({ headers: { traceparent: '00-ab-cd-01', 'Content-Type': 'application/json' } }),
  ).toBeUndefined()
})

test('an id that would break the header line is refused', () => {
  expect([code({ id: '' }), code({ id: 'a\r\nb' }), code({ id: 'a b' })]).toEqual(
    Array(3).fill('ERR_BUS_PACKET'),
  )
})

test('a header that only some servers understand is refused', () => {
  expect([
    code({ headers: { 'Nats-TTL': '1s' } }),
    code({ headers: { 'nats-schedule': '@at' } }),
  ]).toEqual(['ERR_BUS_PACKET', 'ERR_BUS_PACKET'])
})

test('a header that would come out changed is refused', () => {
  expect([
    code({ headers: { a: 'x\r\ny: z' } }),
    code({ headers: { a: ' x' } }),
    code({ headers: { 'a:b': 'x' } }),
  ]).toEqual(Array(3).fill('ERR_BUS_PACKET'))
})

test('size counts bytes, not characters, and headers as well', () => {
  expect(code({ body: 'é'.repeat(490) })).toBe('ERR_BUS_TOO_LARGE')
  expect(code({ body: 'e'.repeat(490) })).toBeUndefined()
  expect(code({ headers: { a: 'e'.repeat(990) } })).toBe('ERR_BUS_TOO_LARGE')
})
