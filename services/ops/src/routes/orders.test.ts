import { DnsName } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { now, orderOf, stage } from '../test-stage.ts'

const names = [DnsName.parse('a.example.test')]
const later = new Date(now.getTime() + 1)

interface Page {
  readonly orders: { readonly id: string }[]
  readonly next?: string
}

test('pages lead through all orders, the newest first, also when many were made at once', async () => {
  const { get, orders } = await stage()
  const ids = Array.from({ length: 25 }, (_, index) => `ord_${String(index).padStart(2, '0')}`)
  await Promise.all(
    ids.map((id) => orders.insert(orderOf(id, { names }, id === 'ord_07' ? later : now))),
  )

  const seen: string[] = []
  for (let next: string | undefined = ''; next !== undefined; ) {
    const { body } = await get(`/orders?limit=4${next && `&before=${next}`}`)
    const page = body as unknown as Page
    seen.push(...page.orders.map(({ id }) => id))
    next = page.next
  }

  expect(seen).toEqual(['ord_07', ...ids.filter((id) => id !== 'ord_07').reverse()])
})

test('an order that comes in between moves no page', async () => {
  const { get, orders } = await stage()
  for (const id of ['ord_1', 'ord_2', 'ord_3']) await orders.insert(orderOf(id, { names }))
  const first = (await get('/orders?limit=2')).body as unknown as Page

  await orders.insert(orderOf('ord_4', { names }, later))
  const second = (await get(`/orders?limit=2&before=${first.next}`)).body as unknown as Page

  expect(second.orders.map(({ id }) => id)).toEqual(['ord_1'])
})

test('another tenant has another list', async () => {
  const { get, orders } = await stage()
  await orders.insert(orderOf('ord_1', { names }))

  expect((await get('/orders?tenant=acme')).body).toEqual({ orders: [] })
})

test('an order says what it waits for, until when, and when it gives up', async () => {
  const { get, orders } = await stage()
  await orders.insert(orderOf('ord_1', { names }))

  expect((await get('/orders/ord_1')).body).toMatchObject({
    ...{ id: 'ord_1', phase: 'placing', names, issuer: 'sandbox', generation: 1 },
    waitingFor: {
      what: 'the CA to take the order',
      until: '2026-11-24T12:01:00.000Z',
      deadline: '2026-11-27T12:00:00.000Z',
    },
  })
})

test('a failed one says why, who must act and what to do', async () => {
  const { get, orders } = await stage()
  const problem = {
    ...{ code: 'ERR_NAME_PUBLIC_SUFFIX', reason: 'It is one.', actor: 'requester' as const },
    ...{ remedy: 'Ask for another.', retryable: false },
  }
  await orders.insert(orderOf('ord_1', { problem }))

  expect((await get('/orders/ord_1')).body).toMatchObject({ phase: 'failed', problem })
})

test.each([
  ['an unknown order', '/orders/ord_9', 404, 'ERR_ORDER_UNKNOWN'],
  ['no id of ours', '/orders/..%2Fcertificates', 404, 'ERR_ORDER_UNKNOWN'],
  ['an operator', '/orders/%24where', 404, 'ERR_ORDER_UNKNOWN'],
  ['a page before nothing', '/orders?before=ord_9', 404, 'ERR_ORDER_UNKNOWN'],
  ['a page of nothing', '/orders?limit=0', 400, 'ERR_HTTP_INVALID'],
  ['a page that is too long', '/orders?limit=201', 400, 'ERR_HTTP_INVALID'],
  ['an unknown question', '/orders?colour=red', 400, 'ERR_HTTP_INVALID'],
  ['a question asked twice', '/orders?limit=1&limit=2', 400, 'ERR_HTTP_INVALID'],
])('%s is a problem', async (_, path, status, code) => {
  const { get } = await stage()

  const answer = await get(path)

  expect(answer).toMatchObject({ status, body: { code, remedy: expect.any(String) } })
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
})
