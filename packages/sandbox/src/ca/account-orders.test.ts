import { expect, test } from 'vitest'
import type { TestClient } from './test-client.ts'
import { placeOrder, testSandbox } from './test-sandbox.ts'

const placed = (client: TestClient, count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const order = await placeOrder(client, `n${at}.example.test`)
      return order.url
    }),
  )

/** The pages from this URL on, following their links. */
async function pages(client: TestClient, url: string): Promise<string[][]> {
  const { body, headers } = await client.post(url)
  const [, next] = /<([^>]+)>;rel="next"/.exec(String(headers.link)) ?? []
  return [body.orders, ...(next ? await pages(client, next) : [])]
}

test('an account without orders has an empty list', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  expect(await pages(client, `${client.kid}/orders`)).toEqual([[]])
})

test.each([
  [10, [10]],
  [23, [10, 10, 3]],
])('%i orders are on pages of %j that link to each other', async (count, sizes) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const urls = await placed(client, count)
  const list = await pages(client, `${client.kid}/orders`)
  expect(list.map(({ length }) => length)).toEqual(sizes)
  expect(list.flat().sort()).toEqual(urls.sort())
})

test('an order that became invalid is left out, and no other is passed over', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  await placed(client, 11)
  const { body, headers } = await client.post(`${client.kid}/orders`)
  const [, next = ''] = /<([^>]+)>;rel="next"/.exec(String(headers.link)) ?? []
  const order = await client.post(body.orders[0])
  await client.post(order.body.authorizations[0], { status: 'deactivated' })
  expect((await client.post(next)).body.orders).toHaveLength(1)
  expect((await client.post(`${client.kid}/orders`)).body.orders).toHaveLength(10)
})

test('the list is of its account alone, takes POST-as-GET, and has no cursor of elsewhere', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const stranger = await sandbox.registered()
  const replies = [
    await stranger.post(`${client.kid}/orders`),
    await client.post(`${client.kid}/orders`, {}),
    await client.post(`${client.kid}/orders?cursor=elsewhere`),
  ]
  expect(replies.map(({ status }) => status)).toEqual([403, 400, 400])
})
