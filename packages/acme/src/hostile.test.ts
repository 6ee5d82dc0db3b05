import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { failureOf, now, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage({ connectMs: 300, totalMs: 300 })
})
afterEach(() => is.close())

type Response = Parameters<NonNullable<Parameters<Stage['ca']['misbehave']>[0]>>[1]

/** The CA answers this to the next order. */
const answer = (say: (response: Response) => unknown) =>
  is.ca.misbehave(({ path }, response) => {
    if (path !== '/new-order') return false
    say(response)
    return true
  })
const order = (change: object) => (response: Response) => {
  const origin = new URL(is.ca.directory).origin
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
      (r: Response) => r.writeHead(307, { location: 'https://evil.example/' }).end(),
      'ERR_CA_REDIRECT',
    ],
    [
      '10 MB',
      (r: Response) => r.writeHead(201).end(Buffer.alloc(10_000_000, 32)),
      'ERR_CA_BODY_TOO_LARGE',
    ],
    ['silence', () => undefined, 'ERR_CA_TIMEOUT'],
    [
      'half an answer',
      (r: Response) => r.writeHead(201, { 'content-length': '999' }).write('{'),
      'ERR_CA_TIMEOUT',
    ],
    ['no JSON', (r: Response) => r.writeHead(201).end('<html>'), 'ERR_CA_MALFORMED'],
    ['null', (r: Response) => r.writeHead(201).end('null'), 'ERR_CA_MALFORMED'],
    ['an order without a place', (r: Response) => r.writeHead(201).end('{}'), 'ERR_CA_MALFORMED'],
    ['an unknown status', order({ status: 'pondering' }), 'ERR_CA_MALFORMED'],
    [
      '100,000 authorizations',
      order({ authorizations: Array(100_000).fill('x') }),
      'ERR_CA_BODY_TOO_LARGE|ERR_CA_MALFORMED',
    ],
    [
      'a problem without a detail',
      (r: Response) => r.writeHead(400).end('{"type":"x"}'),
      'ERR_ACME_UNKNOWN',
    ],
    [
      'an error page',
      (r: Response) => r.writeHead(502).end('<h1>Bad Gateway</h1>'),
      'ERR_ACME_UNKNOWN',
    ],
  ])('%s', async (_, say, code) => {
    answer(say)

    expect((await outcome()).code).toMatch(new RegExp(`^(${code})$`))
  })
})

describe('no socket opens to where the CA must not send us', () => {
  test.each([
    'https://169.254.169.254/latest',
    'https://localhost:1/order',
    'http://localhost/order',
    'https://user@localhost/order',
    'file:///etc/passwd',
    'https://[::ffff:127.0.0.1]/x',
    'nonsense',
  ])('%s', async (url) => {
    expect(await failureOf(is.acme.order(url, signal))).toMatchObject({
      code: 'ERR_CA_URL_FOREIGN',
    })
    expect(is.ca.asked).toEqual([])
  })

  test('also when it is the place of a new order', async () => {
    answer((r) => r.writeHead(201, { location: 'https://evil.example/order/1' }).end('{}'))

    expect(await outcome()).toMatchObject({ code: 'ERR_CA_URL_FOREIGN' })
  })
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

test('a new order that is answered with 200 is an order', async () => {
  const origin = new URL(is.ca.directory).origin
  answer((r) =>
    r.writeHead(200, { location: `${origin}/order/1` }).end(
      JSON.stringify({
        status: 'ready',
        identifiers: [],
        authorizations: [],
        finalize: `${origin}/f`,
      }),
    ),
  )

  expect(await is.acme.newOrder(['a.example'], signal)).toMatchObject({ status: 'ready' })
})

test('challenges of unknown kinds are kept, alternates of a certificate are found', async () => {
  const origin = new URL(is.ca.directory).origin
  const { challenges } = await is.acme.authorization(`${origin}/authz/1`, signal)
  const { alternates } = await is.acme.certificate(`${origin}/cert/1`, signal)

  expect(challenges.map(({ type }) => type)).toEqual(['dns-01', 'of-tomorrow'])
  expect(alternates).toEqual([`${origin}/cert/1/1`])
})
