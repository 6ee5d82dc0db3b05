import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from './define.ts'
import { Envelope, encode, eventTypeOf, stamp, typeOf } from './envelope.ts'
import { OrderPlaced } from './messages/index.ts'
import { OrderId, TenantId } from './values.ts'

const draft = OrderPlaced(OrderId.parse('ord_1'), {
  ...{ generation: 1, orderUrl: 'https://ca.example/o/1', finalizeUrl: 'https://ca.example/f/1' },
  challenges: [],
})
const postmark = {
  ...{ id: 'ord_1.2.0', source: '/certwire/ordering', tenantId: TenantId.parse('acme') },
  ...{ time: new Date(0), causationId: 'ord_1.1.0' },
}
const message = stamp(draft, postmark)
const read = (text: string) => Envelope.parse(JSON.parse(text))

describe('what we send', () => {
  const event = JSON.parse(encode(message))

  test('is a CloudEvent with the order as its subject', () => {
    expect(event).toEqual({
      specversion: '1.0',
      id: 'ord_1.2.0',
      source: '/certwire/ordering',
      type: 'dev.certwire.order.placed',
      time: '1970-01-01T00:00:00.000Z',
      subject: 'ord_1',
      datacontenttype: 'application/json',
      tenantid: 'acme',
      orderid: 'ord_1',
      causationid: 'ord_1.1.0',
      data: draft.data,
    })
  })

  test('has attribute names that CloudEvents allows', () => {
    expect(Object.keys(event).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([])
  })

  test('has no attribute without a value', () => {
    const { causationId: _, ...bare } = message

    expect(JSON.parse(encode(bare))).not.toHaveProperty('causationid')
    expect(JSON.parse(encode({ ...bare, traceparent: '00-a-b-01' })).traceparent).toBe('00-a-b-01')
  })
})

describe('what others send', () => {
  const least = { specversion: '1.0', id: '1', source: '/upstream', type: 'cert.requested' }

  test.each([
    ['has only what is required', {}],
    ['has attributes of its own', { partitionkey: 'x', dataschema: 'https://a.example/s' }],
    [
      'has attributes that are null, which is to say unset',
      { subject: null, time: null, tenantid: null },
    ],
    ['has a subject of its own', { subject: 'some/thing/long'.repeat(10) }],
    ['has its time in its own zone', { time: '2026-11-24T12:00:00+01:00' }],
    ['names JSON with a parameter', { datacontenttype: 'application/json; charset=utf-8' }],
    ['names JSON of a kind', { datacontenttype: 'application/vnd.upstream+json' }],
    ['has no data', { data: undefined }],
    ['has null as its data', { data: null }],
  ])('is taken when it %s', (_, more) => {
    expect(Envelope.safeParse({ ...least, ...more }).success).toBe(true)
  })

  test.each([
    ['a version that we do not know', { specversion: '2.0' }],
    ['a version that is a number', { specversion: 1 }],
    ['no id', { id: undefined }],
    ['null for its id', { id: null }],
    ['an empty id', { id: '' }],
    ['an endless id', { id: 'x'.repeat(201) }],
    ['an empty source', { source: '' }],
    ['no type', { type: '' }],
    ['a time that is none', { time: 'yesterday' }],
    ['data of another kind', { datacontenttype: 'text/xml' }],
    ['a tenant that is more than a token', { tenantid: 'a.b' }],
    ['an order that is more than a token', { orderid: 'ord_*' }],
  ])('is refused with %s', (_, more) => {
    expect(Envelope.safeParse({ ...least, ...more }).success).toBe(false)
  })

  test.each([[null], [[]], ['text'], [5]])('is refused when it is %j', (json) => {
    expect(Envelope.safeParse(json).success).toBe(false)
  })
})

test('a type has our prefix on the wire, and may come without', () => {
  expect(typeOf(eventTypeOf('order.placed'))).toBe('order.placed')
  expect(typeOf('cert.requested')).toBe('cert.requested')
  expect(typeOf('com.example.order.placed')).toBe('com.example.order.placed')
})

test('whatever is sent is read as it was', () => {
  const text = fc.string({ minLength: 1, maxLength: 100 })
  const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/)
  const sent = fc.record(
    {
      id: text,
      source: text,
      type: token,
      tenant: token,
      order: token,
      data: fc.jsonValue(),
      causationId: text,
    },
    { requiredKeys: ['id', 'source', 'type', 'tenant', 'order', 'data'] },
  )
  fc.assert(
    fc.property(
      sent,
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
      ({ tenant, order, data, ...rest }, at) => {
        const original: Message = {
          ...{ ...rest, data, time: at.toISOString() },
          ...{ tenantId: TenantId.parse(tenant), orderId: OrderId.parse(`ord_${order}`) },
        }

        const { id, source, type, time, tenantid, orderid, causationid, ...more } = read(
          encode(original),
        )

        expect({
          ...{
            id,
            source,
            time,
            type: typeOf(type),
            tenantId: tenantid,
            orderId: orderid,
            data: more.data,
          },
          ...(causationid !== undefined && { causationId: causationid }),
        }).toEqual(JSON.parse(JSON.stringify(original)))
      },
    ),
  )
})
