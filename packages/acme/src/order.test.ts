import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CSR, failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const pending = () => ({
  ...{ status: 'pending', expires: '2026-12-01T12:00:00Z' },
  identifiers: [{ type: 'dns', value: 'a.example' }],
  authorizations: [`${is.origin}/authz/1`],
  finalize: `${is.origin}/order/1/finalize`,
})
const asOrder = () => ({
  ...{ status: 'pending', names: ['a.example'], expires: new Date('2026-12-01T12:00:00Z') },
  authorizations: [`${is.origin}/authz/1`],
  finalize: `${is.origin}/order/1/finalize`,
})

test.each([200, 201])('a new order that is answered with %i is an order', async (status) => {
  is.answer('/new-order', (response) =>
    response.writeHead(status, { location: '/order/1' }).end(JSON.stringify(pending())),
  )

  expect(await is.acme.newOrder(['a.example'], signal)).toEqual({
    ...{ url: `${is.origin}/order/1`, ...asOrder() },
  })
})

test('an order that is processing says when to look again', async () => {
  is.answer('/order/1', (response) =>
    response
      .writeHead(200, { 'retry-after': '120' })
      .end(JSON.stringify({ ...pending(), status: 'processing' })),
  )

  expect(await is.acme.order(`${is.origin}/order/1`, signal)).toMatchObject({
    ...{ status: 'processing', retryAfter: new Date('2026-11-24T12:02:00.000Z') },
  })
  expect(is.ca.paths('POST')).toHaveLength(1)
})

test('an order that is invalid says why', async () => {
  const error = { type: 'urn:ietf:params:acme:error:caa', detail: 'CAA forbids', novelty: 1 }
  is.answer('/order/1', (response) =>
    response.end(JSON.stringify({ ...pending(), status: 'invalid', error })),
  )

  expect(await is.acme.order(`${is.origin}/order/1`, signal)).toMatchObject({
    ...{ status: 'invalid', error: { type: error.type, detail: error.detail } },
  })
})

test('an order that is gone is one request', async () => {
  is.answer('/order/1', (response) => response.writeHead(404).end(problem('malformed', 'gone')))

  expect(await failureOf(is.acme.order(`${is.origin}/order/1`, signal))).toMatchObject({
    ...{ code: 'ERR_ACME_MALFORMED', status: 404 },
  })
  expect(is.ca.paths('POST')).toHaveLength(1)
})

test('an address is an identifier of its own type', async () => {
  await is.acme.newOrder(['a.example', '192.0.2.1', '2001:db8::1'], signal)

  expect(is.ca.asked.at(-1)?.payload).toEqual({
    identifiers: [
      { type: 'dns', value: 'a.example' },
      { type: 'ip', value: '192.0.2.1' },
      { type: 'ip', value: '2001:db8::1' },
    ],
  })
})

describe('what an order is asked for beside its names', () => {
  test('goes to a CA that knows of it', async () => {
    const wishes = { replaces: 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE', profile: 'shortlived' }

    await is.acme.newOrder(['a.example'], signal, wishes)

    expect(is.ca.asked.at(-1)?.payload).toMatchObject(wishes)
  })

  test('may be its dates', async () => {
    const notBefore = new Date('2026-12-01T00:00:00.000Z')

    await is.acme.newOrder(['a.example'], signal, { notBefore, notAfter: '2026-12-31T00:00:00Z' })

    expect(is.ca.asked.at(-1)?.payload).toMatchObject({
      ...{ notBefore: '2026-12-01T00:00:00Z', notAfter: '2026-12-31T00:00:00Z' },
    })
  })

  test.each(['tlsserver', '__proto__', 'constructor'])(
    'is refused here for the profile %s, which the CA does not have',
    async (profile) => {
      expect(await failureOf(is.acme.newOrder(['a.example'], signal, { profile }))).toMatchObject({
        ...{ code: 'ERR_CA_PROFILE_UNKNOWN', retryable: false, outcomeUnknown: false },
      })
      expect(is.ca.paths('POST')).toEqual([])
    },
  )

  test('leaves out what is replaced where the CA has no renewal information', async () => {
    const [newNonce, newOrder] = [`${is.origin}/new-nonce`, `${is.origin}/new-order`]
    is.answer('/directory', (response) =>
      response.end(JSON.stringify({ newNonce, newOrder, newAccount: newOrder })),
    )

    await is.acme.newOrder(['a.example'], signal, { replaces: 'a.b' })

    expect(is.ca.asked.at(-1)?.payload).not.toHaveProperty('replaces')
  })
})

describe('finalizing', () => {
  test('sends the DER of the CSR and says what has become of the order', async () => {
    const order = await is.acme.finalize(`${is.origin}/order/1/finalize`, CSR, signal)

    expect(order).toEqual({ ...asOrder(), status: 'processing' })
    expect(is.ca.asked.at(-1)?.payload).toEqual({ csr: 'MA' })
  })

  test('twice is told apart by its code', async () => {
    is.answer('/order/1/finalize', (r) => r.writeHead(403).end(problem('orderNotReady')))

    expect(
      await failureOf(is.acme.finalize(`${is.origin}/order/1/finalize`, CSR, signal)),
    ).toMatchObject({ code: 'ERR_ACME_ORDER_NOT_READY' })
  })

  test('with something that is no CSR asks nothing', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n'

    expect(
      await failureOf(is.acme.finalize(`${is.origin}/order/1/finalize`, key, signal)),
    ).toBeInstanceOf(TypeError)
    expect(is.ca.asked).toEqual([])
  })
})

test.each(['finalize', 'certificate', 'authorizations'])(
  'an order whose %s is elsewhere is refused',
  async (field) => {
    const url = 'https://evil.example/'
    const elsewhere = { [field]: field === 'authorizations' ? [url] : url }
    is.answer('/order/1', (r) => r.end(JSON.stringify({ ...pending(), ...elsewhere })))

    expect(await failureOf(is.acme.order(`${is.origin}/order/1`, signal))).toMatchObject({
      code: 'ERR_CA_URL_FOREIGN',
    })
  },
)
