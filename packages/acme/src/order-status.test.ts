import { afterEach, beforeEach, expect, test } from 'vitest'
import { CSR, failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

/** RFC 8555 §7.1.6: an order may be in any of its states when we first see it. */

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

/** The CA answers this order to whatever is asked of the path. */
const order = (path: string, change: object, status = 200, headers: object = {}) =>
  is.answer(path, (response) =>
    response.writeHead(status, { location: `${is.origin}/order/1`, ...headers }).end(
      JSON.stringify({
        ...{ status: 'pending', identifiers: [{ type: 'dns', value: 'a.example' }] },
        ...{ authorizations: [`${is.origin}/authz/1`], finalize: `${is.origin}/finalize/1` },
        ...change,
      }),
    ),
  )
const place = () => is.acme.newOrder(['a.example'], signal)

test('an order that is born ready has nothing to prove', async () => {
  order('/new-order', { status: 'ready', authorizations: [] }, 201)

  expect(await place()).toMatchObject({ status: 'ready', authorizations: [] })
})

test('an order that is born valid has its certificate', async () => {
  order('/new-order', { status: 'valid', certificate: `${is.origin}/cert/1` })

  expect(await place()).toMatchObject({ status: 'valid', certificate: `${is.origin}/cert/1` })
})

test('two orders that the CA merged have one URL', async () => {
  order('/new-order', {})

  expect((await place()).url).toBe((await place()).url)
})

test('an authorization that is valid already is told with its challenge', async () => {
  const challenge = { type: 'dns-01', url: `${is.origin}/challenge/1`, status: 'valid' }
  const identifier = { type: 'dns', value: 'a.example' }
  is.answer('/authz/1', (response) =>
    response.end(JSON.stringify({ status: 'valid', identifier, challenges: [challenge] })),
  )

  expect(await is.acme.authorization(`${is.origin}/authz/1`, signal)).toMatchObject({
    ...{ status: 'valid', challenges: [challenge] },
  })
})

test('an order that ran out is invalid, and says since when', async () => {
  order('/order/1', { status: 'invalid', expires: '2026-11-23T12:00:00Z' })

  expect(await is.acme.order(`${is.origin}/order/1`, signal)).toMatchObject({
    ...{ status: 'invalid', expires: new Date('2026-11-23T12:00:00Z') },
  })
})

test.each([200, 201])('finalizing may be answered with %i', async (status) => {
  order('/finalize/1', { status: 'processing' }, status, { 'retry-after': '3600' })

  expect(await is.acme.finalize(`${is.origin}/finalize/1`, CSR, signal)).toMatchObject({
    ...{ status: 'processing', retryAfter: new Date('2026-11-24T13:00:00.000Z') },
  })
})

test('an order that is finished already is told apart, and still has its certificate', async () => {
  is.ca.misbehave(({ path }, response) => {
    if (!path.endsWith('/finalize')) return false
    response.writeHead(403).end(problem('orderNotReady'))
    return true
  })

  const again = is.acme.finalize(`${is.origin}/order/1/finalize`, CSR, signal)
  expect(await failureOf(again)).toMatchObject({ code: 'ERR_ACME_ORDER_NOT_READY' })
  expect(await is.acme.order(`${is.origin}/order/1`, signal)).toMatchObject({
    ...{ status: 'valid', certificate: `${is.origin}/cert/1` },
  })
})
