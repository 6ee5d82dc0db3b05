import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failureOf, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const problem = (type: string, detail = 'no') =>
  JSON.stringify({ type: `urn:ietf:params:acme:error:${type}`, detail })

test('a whole order takes one HEAD for a nonce; every other nonce is of an answer', async () => {
  const order = await is.acme.newOrder(['a.example'], signal)
  await is.acme.authorization(order.authorizations[0] ?? '', signal)
  await is.acme.answerChallenge(`${new URL(order.url).origin}/challenge/1`, signal)
  await is.acme.finalize(order.finalize, 'MA==', signal)
  await is.acme.certificate((await is.acme.order(order.url, signal)).certificate ?? '', signal)

  expect(is.ca.paths('HEAD')).toEqual(['/new-nonce'])
  expect(is.ca.paths('POST')).toHaveLength(6)
  expect(new Set(is.ca.asked.flatMap((one) => one.protected?.nonce ?? [])).size).toBe(6)
})

test('twenty calls at once each have a nonce of their own', async () => {
  await Promise.all(Array.from({ length: 20 }, () => is.acme.newOrder(['a.example'], signal)))

  expect(new Set(is.ca.asked.flatMap((one) => one.protected?.nonce ?? [])).size).toBe(20)
})

describe('nothing is repeated but a refused nonce', () => {
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

  test('a refused nonce is signed anew with the nonce of the refusal', async () => {
    let refusals = 2
    is.ca.misbehave(({ path }, response) => {
      if (path !== '/new-order' || refusals-- <= 0) return false
      response.setHeader('replay-nonce', `given-${refusals}`)
      response.writeHead(400).end(problem('badNonce'))
      return true
    })

    await is.acme.newOrder(['a.example'], signal)

    const nonces = is.ca.asked.flatMap((one) => one.protected?.nonce ?? [])
    expect(nonces.slice(1)).toEqual(['given-1', 'given-0'])
  })

  test('a CA that refuses every nonce is given up after six', async () => {
    is.ca.misbehave(
      ({ path }, response) =>
        path === '/new-order' && !!response.writeHead(400).end(problem('badNonce')),
    )

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
      code: 'ERR_ACME_BAD_NONCE',
    })
    expect(is.ca.paths('POST')).toHaveLength(6)
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
