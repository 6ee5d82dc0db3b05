import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

describe('a nonce that the CA refuses', () => {
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

  test('calls at once each use the nonce of their own refusal', async () => {
    const given: string[] = []
    is.ca.misbehave(({ path, protected: header }, response) => {
      if (path !== '/new-order' || String(header?.nonce).startsWith('given-to-')) return false
      response.setHeader('replay-nonce', `given-to-${header?.nonce}`)
      response.writeHead(400).end(problem('badNonce'))
      given.push(`given-to-${header?.nonce}`)
      return true
    })

    await Promise.all(Array.from({ length: 10 }, () => is.acme.newOrder(['a.example'], signal)))

    const taken = is.ca.asked.flatMap((one) => one.protected?.nonce ?? []).map(String)
    expect(taken.filter((nonce) => nonce.startsWith('given-to-')).sort()).toEqual(given.sort())
    expect(given).toHaveLength(10)
  })

  test('a refusal without a nonce is followed by one HEAD', async () => {
    let refusals = 1
    is.ca.misbehave(({ path }, response) => {
      if (path !== '/new-order' || refusals-- <= 0) return false
      response.removeHeader('replay-nonce')
      response.writeHead(400).end(problem('badNonce'))
      return true
    })

    await is.acme.newOrder(['a.example'], signal)

    expect(is.ca.paths('HEAD')).toHaveLength(2)
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

describe('a nonce that the CA does not give', () => {
  test('because of its limits is a problem with the time to wait', async () => {
    is.answer('/new-nonce', (response) => response.writeHead(429, { 'retry-after': '60' }).end())

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
      ...{ name: 'AcmeProblem', status: 429 },
      retryAfter: new Date('2026-11-24T12:01:00.000Z'),
    })
    expect(is.ca.paths('POST')).toEqual([])
  })

  test.each(['', 'not base64url!', 'a'.repeat(600)])('but %j is malformed', async (nonce) => {
    is.answer('/new-nonce', (response) => {
      response.setHeader('replay-nonce', nonce)
      response.writeHead(200).end()
    })

    expect(await failureOf(is.acme.newOrder(['a.example'], signal))).toMatchObject({
      ...{ code: 'ERR_CA_MALFORMED', outcomeUnknown: false },
    })
  })
})
