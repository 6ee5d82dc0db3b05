import { createHmac } from 'node:crypto'
import { Agent } from 'node:https'
import { axios, Client } from 'acme-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { decodeEabKey } from './eab.ts'
import { problem, type Stage, signal, stage } from './test-stage.ts'

/** Why our transport is ours: what acme-client by itself makes of a CA's bad day, and what we make of the same. */

let is: Stage
let bare: Client
beforeEach(async () => {
  is = await stage()
  axios.defaults.httpsAgent = new Agent({ ca: is.ca.tlsCa })
  // It pauses for seconds of its own where the CA names none.
  Object.assign(axios.defaults, { acmeSettings: { retryMaxAttempts: 5, retryDefaultDelay: 0 } })
  bare = clientOf(is.ca.directory)
})
afterEach(() => is.close())

const clientOf = (directoryUrl: string, more: object = {}) => {
  const accountKey = generateAccountKey().export({ type: 'pkcs8', format: 'pem' }).toString()
  const backoff = { backoffMin: 1, backoffMax: 1 }
  return new Client({ directoryUrl, accountKey, accountUrl: 'https://x/1', ...backoff, ...more })
}
const names = ['a.example']
const identifiers = names.map((value) => ({ type: 'dns', value }))
const bareOrder = () => bare.createOrder({ identifiers })
const ourOrder = () => is.acme.newOrder(names, signal)

/** How a call ended, and what the CA saw of it. */
async function seen(call: () => Promise<unknown>) {
  const before = is.ca.asked.length
  const [settled] = await Promise.allSettled([call()])
  const asked = is.ca.asked.slice(before)
  const posts = asked.filter(({ method }) => method === 'POST')
  return {
    error: settled.status === 'rejected' ? settled.reason : undefined,
    value: settled.status === 'fulfilled' ? settled.value : undefined,
    posts: posts.length,
    signed: new Set(posts.map(({ signature }) => signature)).size,
    heads: asked.filter(({ method }) => method === 'HEAD').length,
  }
}

test('a rate limit becomes twelve POSTs, and the reason is lost', async () => {
  const spent = new Set<unknown>()
  is.ca.misbehave(({ method, protected: header }, response) => {
    if (method !== 'POST') return false
    const [status, kind] = spent.has(header?.nonce) ? [400, 'badNonce'] : [429, 'rateLimited']
    spent.add(header?.nonce)
    response.writeHead(status as number).end(problem(kind as string, kind as string))
    return true
  })

  expect(await seen(bareOrder)).toMatchObject({ posts: 12, signed: 6, error: Error('badNonce') })
  expect(await seen(ourOrder)).toMatchObject({ posts: 1, error: { code: 'ERR_ACME_RATE_LIMITED' } })
})

test('a lost answer becomes a second order, by the same signed request', async () => {
  let lost = 0
  is.ca.misbehave(({ path }, response) => {
    if (path !== '/new-order' || lost++ > 0) return false
    response.destroy()
    return true
  })

  expect(await seen(bareOrder)).toMatchObject({ posts: 2, signed: 1, value: { status: 'pending' } })
  lost = 0
  expect(await seen(ourOrder)).toMatchObject({ posts: 1, error: { outcomeUnknown: true } })
})

test('a Retry-After of a month becomes six POSTs at once', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined)
  is.answer('/new-order', (response) => response.writeHead(503, { 'retry-after': '2592000' }).end())

  expect(await seen(bareOrder)).toMatchObject({ posts: 6, signed: 1 })
  expect(warned).toHaveBeenCalledWith(expect.any(String), 'TimeoutOverflowWarning')
  warned.mockRestore()
  expect(await seen(ourOrder)).toMatchObject({ posts: 1, error: { retryAfter: expect.any(Date) } })
})

test('a redirect to another host is followed, with the signed request', async () => {
  const location = `${is.origin.replace('localhost', '127.0.0.1')}/elsewhere`
  is.answer('/new-order', (response) => response.writeHead(307, { location }).end())

  await seen(bareOrder)
  expect(is.ca.paths('POST')).toEqual(['/new-order', '/elsewhere'])
  expect(await seen(ourOrder)).toMatchObject({ posts: 1, error: { code: 'ERR_CA_REDIRECT' } })
})

test('an answer of any length is read', async () => {
  const padding = 'x'.repeat(3_000_000)
  is.answer('/new-order', (response) =>
    response.writeHead(201, { location: '/order/1' }).end(JSON.stringify({ padding })),
  )

  expect(await seen(bareOrder)).toMatchObject({ value: { padding } })
  expect(await seen(ourOrder)).toMatchObject({ error: { code: 'ERR_CA_BODY_TOO_LARGE' } })
})

test('a CA that is not there is a TypeError', async () => {
  const nowhere = clientOf('https://127.0.0.1:1/directory')

  expect(await seen(() => nowhere.createOrder({ identifiers }))).toMatchObject({
    error: { name: 'TypeError', message: expect.stringContaining("reading 'config'") },
  })
})

test('ten requests take ten nonces from the CA', async () => {
  const url = `${is.origin}/order/1`
  const tenTimes = (ask: () => Promise<unknown>) => async () => {
    for (let count = 0; count < 10; count++) await ask()
  }

  const order = { url } as Parameters<Client['getOrder']>[0]
  expect(await seen(tenTimes(() => bare.getOrder(order)))).toMatchObject({ posts: 10, heads: 10 })
  expect(await seen(tenTimes(() => is.acme.order(url, signal)))).toMatchObject({ heads: 1 })
})

test('a problem is text alone, and one without a detail is a TypeError', async () => {
  is.answer('/new-order', (response) => response.writeHead(403).end(problem('caa', 'forbidden')))
  expect((await seen(bareOrder)).error).toEqual(Error('forbidden'))
  expect(await seen(ourOrder)).toMatchObject({ error: { code: 'ERR_ACME_CAA', status: 403 } })

  is.answer('/new-order', (response) => response.writeHead(403).end('{"error": {}}'))
  expect((await seen(bareOrder)).error).toBeInstanceOf(TypeError)
  expect(await seen(ourOrder)).toMatchObject({ error: { code: 'ERR_ACME_UNKNOWN', status: 403 } })
})

test('an order that is answered with 200 is lost', async () => {
  is.ca.misbehave((_, response, usual) => {
    const writeHead = response.writeHead.bind(response)
    response.writeHead = (status: number, ...rest: unknown[]) =>
      Reflect.apply(writeHead, response, [status === 201 ? 200 : status, ...rest])
    usual()
    return true
  })

  expect((await seen(bareOrder)).error).toBeInstanceOf(Error)
  expect(await seen(ourOrder)).toMatchObject({ value: { url: `${is.origin}/order/1` } })
})

test('an authorization that has expired is polled ten times', async () => {
  const url = `${is.origin}/authz/1`
  const body = JSON.stringify({ status: 'expired', identifier: identifiers[0], challenges: [] })
  is.answer('/authz/1', (response) => response.end(body))

  const authorization = { url } as Parameters<Client['waitForValidStatus']>[0]
  expect(await seen(() => bare.waitForValidStatus(authorization))).toMatchObject({ posts: 10 })
  expect(await seen(() => is.acme.authorization(url, signal))).toMatchObject({
    ...{ posts: 1, value: { status: 'expired' } },
  })
})

test('an EAB key of no bytes signs, and the binding is put into the caller’s own request', async () => {
  const eab = { externalAccountBinding: { kid: 'kid-1', hmacKey: '????' } }
  const request: { externalAccountBinding?: Record<string, string> } = {}
  await clientOf(is.ca.directory, { ...eab, accountUrl: undefined }).createAccount(request)

  const { protected: header, payload, signature } = request.externalAccountBinding ?? {}
  const mac = createHmac('sha256', '').update(`${header}.${payload}`).digest('base64url')
  expect(signature).toBe(mac)
  expect(() => decodeEabKey('????')).toThrow('not base64url')
})

test('none of our requests goes through acme-client’s HTTP client', async () => {
  const sent: unknown[] = []
  const id = axios.interceptors.request.use((config) => {
    sent.push(config.url)
    return config
  })
  await ourOrder()
  axios.interceptors.request.eject(id)

  expect(sent).toEqual([])
})
