import type { Delivery } from '@certwire/bus'
import { CertCancelled, CertRequested, encode, OrderId, stamp, TenantId } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import { parse } from './parse.ts'

const delivery = (body: string, given: Partial<Delivery> = {}): Delivery => ({
  subject: 'cert.requested',
  headers: {},
  storedId: '1-1',
  attempt: 1,
  body,
  ...given,
})
const plain = (data: unknown, given: Partial<Delivery> = {}) =>
  parse(CertRequested, delivery(JSON.stringify(data), given))
const codeOf = (act: () => unknown) => {
  try {
    return act()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a request in plain JSON', () => {
  test('belongs to the tenant of its subject', () => {
    const message = plain({ names: ['a.example'] }, { subject: 'cert.requested.acme' })

    expect(message).toMatchObject({ tenantId: 'acme', data: { names: ['a.example'] } })
  })

  test('is the same order when it is delivered again, and another when it is sent again', () => {
    const ids = ['1-1', '1-1', '2-2'].map((storedId) => plain({ names: [] }, { storedId }).orderId)

    expect(new Set(ids).size).toBe(2)
    expect(ids[0]).toBe(ids[1])
  })

  test('is the same order when it is sent again under its own id', () => {
    const publishedId = 'mine'

    const ids = ['1-1', '2-2'].map(
      (storedId) => plain({ names: [] }, { storedId, publishedId }).orderId,
    )

    expect(ids[0]).toBe(ids[1])
  })

  test('of one tenant is never the order of another', () => {
    const publishedId = 'mine'

    const ids = ['a', 'b'].map((tenant) => {
      const subject = `cert.requested.${tenant}`
      return plain({ names: [] }, { publishedId, subject }).orderId
    })

    expect(ids[0]).not.toBe(ids[1])
  })
})

describe('a CloudEvent', () => {
  const event = { specversion: '1.0', id: '7', source: '/crm', type: 'cert.requested' }

  test('may have a type of ours with or without its prefix', () => {
    const types = ['cert.requested', 'dev.certwire.cert.requested']

    const orders = types.map((type) => plain({ ...event, type, data: { names: [] } }).orderId)

    expect(orders[0]).toBe(orders[1])
  })

  test('that we made comes back as it was', () => {
    const message = stamp(CertRequested(OrderId.parse('ord_1'), { names: ['a.example'] }), {
      id: 'm1',
      source: '/certwire/ops',
      time: new Date(0),
      tenantId: TenantId.parse('default'),
      causationId: 'm0',
    })

    expect(parse(CertRequested, delivery(encode(message)))).toEqual(message)
  })
})

describe('what can never be understood is rejected with a code', () => {
  const event = { specversion: '1.0', id: '7', source: '/crm', type: 'cert.requested' }
  test.each([
    ['no JSON', 'names: a', 'ERR_MESSAGE_NOT_JSON'],
    ['a JSON string', '"names"', 'ERR_MESSAGE_MALFORMED'],
    ['null', 'null', 'ERR_MESSAGE_MALFORMED'],
    ['an unknown field', '{"names":[],"colour":"red"}', 'ERR_MESSAGE_MALFORMED'],
    ['names of another kind', '{"names":"a.example"}', 'ERR_MESSAGE_MALFORMED'],
    ['a prototype key', '{"names":[],"__proto__":{"polluted":true}}', 'ERR_MESSAGE_MALFORMED'],
    ['a prototype key deep inside', '{"names":[{"a":{"__proto__":1}}]}', 'ERR_MESSAGE_MALFORMED'],
    ['half a surrogate pair', '{"names":["\\ud800"]}', 'ERR_MESSAGE_MALFORMED'],
    [
      'an unknown CloudEvents',
      JSON.stringify({ ...event, specversion: '9' }),
      'ERR_MESSAGE_VERSION',
    ],
    [
      'an unknown version',
      JSON.stringify({ ...event, type: 'cert.requested-v9' }),
      'ERR_MESSAGE_VERSION',
    ],
    ['1 MB of it', `{"names":["${'a'.repeat(1_000_000)}"]}`, 'ERR_MESSAGE_MALFORMED'],
    ['another type', JSON.stringify({ ...event, type: 'order.placed' }), 'ERR_MESSAGE_TYPE'],
    ['a bad tenant', JSON.stringify({ ...event, tenantid: 'a.b' }), 'ERR_MESSAGE_MALFORMED'],
  ])('%s', (_, body, code) => {
    expect(codeOf(() => parse(CertRequested, delivery(body)))).toBe(code)
  })

  test('a tenant that its subject does not give', () => {
    const claim = { ...event, tenantid: 'other', data: { names: [] } }

    expect(codeOf(() => plain(claim, { subject: 'cert.requested.acme' }))).toBe(
      'ERR_MESSAGE_TENANT',
    )
  })

  test('a cancellation that names no order', () => {
    expect(codeOf(() => parse(CertCancelled, delivery('{}')))).toBe('ERR_MESSAGE_MALFORMED')
  })

  test('deep nesting, without harm', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

    expect(codeOf(() => parse(CertRequested, delivery(deep)))).toMatch(/^ERR_MESSAGE_/)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})
