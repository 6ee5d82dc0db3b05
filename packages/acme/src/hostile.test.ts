import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { failureOf, now, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

/** The CA answers this to the next order. */
const answer = (say: (response: ServerResponse) => unknown) => is.answer('/new-order', say)
const order = (change: object) => (response: ServerResponse) => {
  const { origin } = is
  const whole = {
    ...{ status: 'pending', identifiers: [], authorizations: [], finalize: `${origin}/f` },
    ...change,
  }
  response.writeHead(201, { location: `${origin}/order/1` }).end(JSON.stringify(whole))
}
const outcome = () => failureOf(is.acme.newOrder(['a.example'], signal))

describe('a CA that answers otherwise than a CA is told by a code', () => {
  test.each([
    [
      'a redirect',
      (r: ServerResponse) => r.writeHead(307, { location: 'https://evil.example/' }).end(),
      'ERR_CA_REDIRECT',
    ],
    [
      '10 MB',
      (r: ServerResponse) => r.writeHead(201).end(Buffer.alloc(10_000_000, 32)),
      'ERR_CA_BODY_TOO_LARGE',
    ],
    [
      'a header that does not end',
      (r: ServerResponse) => r.writeHead(201, { x: 'x'.repeat(100_000) }).end('{}'),
      'ERR_CA_MALFORMED',
    ],
    [
      'something that is not HTTP',
      (r: ServerResponse) => r.socket?.end('220 mail.example ESMTP\r\n'),
      'ERR_CA_MALFORMED',
    ],
    [
      'a bomb',
      (r: ServerResponse) =>
        r.writeHead(201, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000, 32))),
      'ERR_CA_MALFORMED',
    ],
    [
      'an endless error page',
      (r: ServerResponse) => r.writeHead(503).end(Buffer.alloc(10_000_000, 32)),
      'ERR_ACME_UNKNOWN',
    ],
    ['no JSON', (r: ServerResponse) => r.writeHead(201).end('<html>'), 'ERR_CA_MALFORMED'],
    ['null', (r: ServerResponse) => r.writeHead(201).end('null'), 'ERR_CA_MALFORMED'],
    [
      'an order without a place',
      (r: ServerResponse) => r.writeHead(201).end('{}'),
      'ERR_CA_MALFORMED',
    ],
    ['an unknown status', order({ status: 'pondering' }), 'ERR_CA_MALFORMED'],
    [
      '100,000 authorizations',
      order({ authorizations: Array(100_000).fill('x') }),
      'ERR_CA_BODY_TOO_LARGE|ERR_CA_MALFORMED',
    ],
    [
      'a problem without a detail',
      (r: ServerResponse) => r.writeHead(400).end('{"type":"x"}'),
      'ERR_ACME_UNKNOWN',
    ],
    [
      'an error page',
      (r: ServerResponse) => r.writeHead(502).end('<h1>Bad Gateway</h1>'),
      'ERR_ACME_UNKNOWN',
    ],
  ])('%s', async (_, say, code) => {
    answer(say)

    expect((await outcome()).code).toMatch(new RegExp(`^(${code})$`))
  })
})

test.each([
  ['too long an answer', (r: ServerResponse) => r.writeHead(201).end(Buffer.alloc(2_000_000, 32))],
  ['no JSON', (r: ServerResponse) => r.writeHead(201).end('<html>')],
  ['an order without a place', (r: ServerResponse) => r.writeHead(201).end('{}')],
])('with %s an order may have been made, but nothing by looking at one', async (_, say) => {
  answer(say)
  const ordered = await outcome()
  is.answer('/order/1', say)
  const looked = await failureOf(is.acme.order(`${is.origin}/order/1`, signal))

  expect([ordered.outcomeUnknown, looked.outcomeUnknown]).toEqual([true, false])
})

test('nothing asks for compression', async () => {
  await is.acme.order(`${is.origin}/order/1`, signal)

  expect(is.ca.asked.filter(({ headers }) => 'accept-encoding' in headers)).toEqual([])
})

test('a CA that is not there is a typed error, and nothing was ordered', async () => {
  const acme = connectAcme({
    ...{ directory: 'https://127.0.0.1:1/directory', accountKey: generateAccountKey() },
    ...{ userAgent: 'x', clock: () => now },
  })

  expect(await failureOf(acme.directory(signal))).toMatchObject({
    code: 'ERR_CA_UNREACHABLE',
    outcomeUnknown: false,
    retryable: true,
  })
  await acme.close()
})

test('a CA whose TLS nobody vouches for is refused', async () => {
  const acme = connectAcme({
    ...{ directory: is.ca.directory, accountKey: generateAccountKey() },
    ...{ userAgent: 'x', clock: () => now },
  })

  expect(await failureOf(acme.directory(signal))).toMatchObject({ code: 'ERR_CA_TLS' })
  await acme.close()
})

test('a caller who gives up gets its own reason', async () => {
  answer(() => undefined)
  const giveUp = new AbortController()
  const call = failureOf(is.acme.newOrder(['a.example'], giveUp.signal))
  giveUp.abort(new Error('enough'))

  expect(await call).toMatchObject({ message: 'enough' })
})

test('a call that is given up already asks nothing', async () => {
  await is.acme.directory(signal)

  await failureOf(is.acme.order(`${is.origin}/order/1`, AbortSignal.abort()))

  expect(is.ca.paths('POST')).toEqual([])
})

test('closing ends what is under way, and nothing can be asked afterwards', async () => {
  const asked = Promise.withResolvers<void>()
  answer(() => asked.resolve())
  const underWay = outcome()
  await asked.promise
  await is.acme.close()

  expect(await underWay).toMatchObject({ code: 'ERR_CA_UNREACHABLE', outcomeUnknown: true })
  expect(await outcome()).toMatchObject({ name: 'CaError' })
})

test('each port trusts whom it was told to, and says who it is', async () => {
  const options = { accountKey: generateAccountKey(), clock: () => now }
  const other = connectAcme({
    ...{ ...options, directory: is.ca.directory, tlsCa: is.ca.tlsCa, userAgent: 'other/1' },
  })
  await is.acme.directory(signal)
  await other.directory(signal)
  await other.close()

  expect(is.ca.asked.map(({ headers }) => headers['user-agent'])).toEqual([
    ...['certwire-test/1', 'other/1'],
  ])
})
