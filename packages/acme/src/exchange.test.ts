import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CSR, failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

test('a whole order takes one HEAD for a nonce; every other nonce is of an answer', async () => {
  const order = await is.acme.newOrder(['a.example'], signal)
  await is.acme.authorization(order.authorizations[0] ?? '', signal)
  await is.acme.answerChallenge(`${new URL(order.url).origin}/challenge/1`, signal)
  await is.acme.finalize(order.finalize, CSR, signal)
  await is.acme.certificate((await is.acme.order(order.url, signal)).certificate ?? '', signal)

  expect(is.ca.paths('HEAD')).toEqual(['/new-nonce'])
  expect(is.ca.paths('POST')).toHaveLength(6)
  expect(new Set(is.ca.asked.flatMap((one) => one.protected?.nonce ?? [])).size).toBe(6)
})

test('ten requests take one HEAD', async () => {
  for (let count = 0; count < 10; count++) await is.acme.order(`${is.origin}/order/1`, signal)

  expect(is.ca.paths('HEAD')).toHaveLength(1)
  expect(is.ca.paths('POST')).toHaveLength(10)
})

test('the nonce of a refusal serves the next request', async () => {
  is.answer('/new-order', (response) => response.writeHead(403).end(problem('unauthorized')))
  await failureOf(is.acme.newOrder(['a.example'], signal))
  await is.acme.order(`${is.origin}/order/1`, signal)

  expect(is.ca.paths('HEAD')).toHaveLength(1)
})

test('requests one after the other share a connection, those at once have several', async () => {
  for (let count = 0; count < 10; count++) await is.acme.order(`${is.origin}/order/1`, signal)
  const inTurn = is.ca.connections()
  await Promise.all([1, 2, 3].map(() => is.acme.order(`${is.origin}/order/1`, signal)))

  expect(inTurn).toBe(1)
  expect(is.ca.connections()).toBe(3)
})

test('twenty calls at once each have a nonce of their own', async () => {
  await Promise.all(Array.from({ length: 20 }, () => is.acme.newOrder(['a.example'], signal)))

  expect(new Set(is.ca.asked.flatMap((one) => one.protected?.nonce ?? [])).size).toBe(20)
})

describe('nothing is repeated', () => {
  test('a rate limit is one POST, and says until when', async () => {
    is.ca.misbehave(({ path }, response) => {
      if (path !== '/new-order') return false
      response.writeHead(429, { 'retry-after': '3600' }).end(problem('rateLimited'))
      return true
    })

    const failure = await failureOf(is.acme.newOrder(['a.example'], signal))

    expect(failure).toMatchObject({
      code: 'ERR_ACME_RATE_LIMITED',
      retryAfter: new Date('2026-11-24T13:00:00.000Z'),
    })
    expect(is.ca.paths('POST')).toEqual(['/new-order'])
  })

  test.each(['86400', '3000000', 'Wed, 24 Nov 2027 12:00:00 GMT'])(
    'Retry-After %s is told and not slept, and is at most a day',
    async (header) => {
      is.answer('/new-order', (response) =>
        response.writeHead(503, { 'retry-after': header }).end(problem('serverInternal')),
      )

      expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
        retryAfter: new Date('2026-11-25T12:00:00.000Z'),
      })
      expect(is.ca.paths('POST')).toHaveLength(1)
    },
  )

  test('a fault of the CA is one POST', async () => {
    is.ca.misbehave(
      ({ method }, response) => method === 'POST' && !!response.writeHead(503).end('<h1>no</h1>'),
    )

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({ status: 503 })
    expect(is.ca.paths('POST')).toHaveLength(1)
  })

  test('a lost answer is one POST, and its outcome is unknown', async () => {
    is.ca.misbehave(({ method }, response) => method === 'POST' && !!response.destroy())

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
      code: 'ERR_CA_UNREACHABLE',
      outcomeUnknown: true,
      retryable: true,
    })
    expect(is.ca.paths('POST')).toHaveLength(1)
  })
})

test('requests are as RFC 8555 wants them', async () => {
  await is.acme.newOrder(['a.example', '*.a.example'], signal)

  const { headers, payload, protected: header } = is.ca.asked.at(-1) ?? {}
  expect(headers).toMatchObject({
    'content-type': 'application/jose+json',
    'user-agent': 'certwire-test/1',
    'accept-language': 'en',
    'content-length': expect.stringMatching(/^\d+$/),
  })
  expect(headers).not.toHaveProperty('transfer-encoding')
  expect(header).toMatchObject({ alg: 'ES256', kid: expect.stringMatching(/\/account\/1$/) })
  expect(payload).toEqual({
    identifiers: [
      { type: 'dns', value: 'a.example' },
      { type: 'dns', value: '*.a.example' },
    ],
  })
})
