import { DnsName } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import { orderOf, stage } from '../test-stage.ts'

const request = { names: ['a.example.test'] }
const key = { 'idempotency-key': 'mine' }
const pem = (label: string, body = 'AAAA') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`

test('a request is kept, said, and named', async () => {
  const { post, published } = await stage()

  const { status, headers, body } = await post('/requests', request)

  expect(status).toBe(202)
  expect(headers.get('location')).toBe(`/api/v1/orders/${body.orderId}`)
  expect(published).toMatchObject([
    { subject: 'cert.requested.default', id: `${body.orderId}.request.1` },
  ])
})

test('a request is there from the moment that it is accepted', async () => {
  const { post, get } = await stage()
  const { body } = await post('/requests', request)

  const order = await get(`/orders/${body.orderId}`)

  expect(order.body).toMatchObject({
    phase: 'requested',
    names: ['a.example.test'],
    waitingFor: { what: 'ordering to take the request' },
  })
})

test('a bus that is away costs time, and no request', async () => {
  const { post, get, state } = await stage()
  state.away = true

  const { status, body } = await post('/requests', request)

  expect(status).toBe(202)
  expect((await get(`/orders/${body.orderId}`)).body).toMatchObject({ phase: 'requested' })
})

const past = '2026-11-24T00:00:00Z'

describe('under one Idempotency-Key', () => {
  test('the same request again is the same order', async () => {
    const { post } = await stage()

    const first = await post('/requests', request, key)
    const again = await post('/requests', request, key)

    expect([again.status, again.body]).toEqual([202, first.body])
  })

  test('so it is when its order is there, and then nothing more is said', async () => {
    const { post, orders, published } = await stage()
    const { body } = await post('/requests', request, key)
    const names = [DnsName.parse('a.example.test')]
    await orders.insert(orderOf(body.orderId as string, { names }))

    const again = await post('/requests', request, key)

    expect([again.status, again.body]).toEqual([202, body])
    expect(published).toHaveLength(1)
  })

  test('another request is refused, whether the first is an order yet or not', async () => {
    const { post, orders } = await stage()
    const other = { names: ['b.example.test'] }
    const { body } = await post('/requests', request, key)

    const before = await post('/requests', other, key)
    await orders.insert(
      orderOf(body.orderId as string, { names: [DnsName.parse('a.example.test')] }),
    )
    const after = await post('/requests', other, key)

    expect([before, after]).toMatchObject(
      [1, 2].map(() => ({ status: 409, body: { code: 'ERR_REQUEST_CONFLICT' } })),
    )
  })

  test('of two different ones at once exactly one is taken', async () => {
    const { post, published } = await stage()

    const answers = await Promise.all(
      ['a', 'b'].map((label) => post('/requests', { names: [`${label}.example.test`] }, key)),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409])
    expect(published).toHaveLength(1)
  })

  test('of ten equal ones at once all get the same order', async () => {
    const { post } = await stage()

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/requests', request, key)),
    )

    expect(new Set(answers.map(({ status, body }) => `${status} ${body.orderId}`)).size).toBe(1)
  })

  test.each(['', 'with space', 'x'.repeat(201)])('%j is no key', async (value) => {
    const { post } = await stage()

    const answer = await post('/requests', request, { 'idempotency-key': value })

    expect(answer).toMatchObject({ status: 400, body: { code: 'ERR_HTTP_INVALID' } })
  })
})

describe('what can be told at the door is told there', () => {
  test.each([
    ['no names', { names: [] }, 'ERR_NAMES_EMPTY'],
    ['a name that is none', { names: ['-a.example.test'] }, /^ERR_NAME/],
    ['a public suffix', { names: ['co.uk'] }, /^ERR_NAME/],
    [
      '101 names',
      { names: Array.from({ length: 101 }, (_, n) => `n${n}.example.test`) },
      /^ERR_NAMES_TOO_MANY/,
    ],
    ['an unknown fallback', { ...request, fallbacks: ['nobody'] }, 'ERR_ISSUER_UNKNOWN'],
    ['an issuer twice', { ...request, fallbacks: ['other', 'other'] }, 'ERR_ISSUER_TWICE'],
    ['dates that are over', { ...request, wishes: { notAfter: past } }, 'ERR_DATES_PAST'],
    ['an unknown issuer', { ...request, issuer: 'nobody' }, 'ERR_ISSUER_UNKNOWN'],
    ['a CSR that is no PEM', { names: [], csr: 'CSR' }, 'ERR_CSR_MALFORMED'],
    ['a certificate', { names: [], csr: pem('CERTIFICATE') }, 'ERR_CSR_MALFORMED'],
    ['two CSRs', { names: [], csr: pem('CERTIFICATE REQUEST').repeat(2) }, 'ERR_CSR_MALFORMED'],
    [
      'a bad name beside a CSR',
      { names: ['-a.test'], csr: pem('CERTIFICATE REQUEST') },
      /^ERR_NAME/,
    ],
  ])('%s', async (_, body, code) => {
    const { post, published } = await stage()

    const answer = await post('/requests', body)

    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: expect.stringMatching(code),
        detail: expect.any(String),
        remedy: expect.any(String),
      },
    })
    expect(published).toEqual([])
  })

  test('a private key that was sent by mistake goes no further', async () => {
    const { post, published } = await stage()
    const csr = pem('CERTIFICATE REQUEST') + pem('PRIVATE KEY', 'S3CRET')

    const answer = await post('/requests', { names: [], csr })

    expect(answer).toMatchObject({ status: 422, body: { code: 'ERR_CSR_PRIVATE_KEY' } })
    expect(JSON.stringify([answer.body, published])).not.toContain('S3CRET')
  })

  test.each([
    ['no object', 'names', /request/],
    ['names that are no list', { names: 'a.example.test' }, /request\.names/],
    ['an unknown key', { ...request, colour: 'red' }, /colour/],
    ['an unknown kind of key', { ...request, key: 'p521' }, /request\.key/],
  ])('%s is named', async (_, body, detail) => {
    const { post } = await stage()

    const answer = await post('/requests', body)

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'ERR_HTTP_INVALID', detail: expect.stringMatching(detail) },
    })
  })

  test('what looks like a CSR is taken: what is in it is for ordering to judge', async () => {
    const { post } = await stage()

    const answer = await post('/requests', { names: [], csr: pem('CERTIFICATE REQUEST') })

    expect(answer.status).toBe(202)
  })
})
