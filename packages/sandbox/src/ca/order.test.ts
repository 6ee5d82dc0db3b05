import { expect, test } from 'vitest'
import { identifiers, placeOrder, readyOrder, testSandbox } from './test-sandbox.ts'

test('an order has one authorization for each name, apex and wildcard apart', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const reply = await client.post(
    client.url('newOrder'),
    identifiers('Example.test', '*.example.test', 'example.test'),
  )
  expect(reply.status).toBe(201)
  expect(reply.body).toMatchObject({
    status: 'pending',
    ...identifiers('example.test', '*.example.test'),
    finalize: `${reply.headers.location}/finalize`,
  })
  expect(reply.body.authorizations).toHaveLength(2)
  expect(sandbox.ca.ledger.orders).toEqual([
    { url: reply.headers.location, names: ['example.test', '*.example.test'] },
  ])
})

test.each([
  ['*.*.example.test', 'malformed'],
  ['www.*.example.test', 'malformed'],
  ['-a.example.test', 'malformed'],
  ['a_b.example.test', 'malformed'],
  ['example.test.', 'malformed'],
  ['münchen.example.test', 'malformed'],
  ['', 'malformed'],
  ['127.0.0.1', 'malformed'],
  ['localhost', 'rejectedIdentifier'],
  ['*.test', 'rejectedIdentifier'],
])('the name %j is %s, and a subproblem says so', async (name, type) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const reply = await client.post(client.url('newOrder'), identifiers('example.test', name))
  expect(reply.body.type).toBe(`urn:ietf:params:acme:error:${type}`)
  expect(reply.body.subproblems).toMatchObject([{ identifier: { type: 'dns', value: name } }])
  expect(sandbox.ca.ledger.orders).toEqual([])
})

test('an identifier that is no name is unsupported', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const payload = { identifiers: [{ type: 'ip', value: '127.0.0.1' }] }
  const reply = await client.post(client.url('newOrder'), payload)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:unsupportedIdentifier')
})

test('an order has 1 to 100 names', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const many = (count: number) =>
    identifiers(...Array.from({ length: count }, (_, index) => `a${index}.example.test`))
  const replies = await Promise.all(
    [0, 1, 100, 101].map((count) => client.post(client.url('newOrder'), many(count))),
  )
  expect(replies.map(({ status }) => status)).toEqual([400, 201, 201, 400])
})

test('an order that asks for its dates is refused', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const payload = { ...identifiers('example.test'), notAfter: '2030-01-01T00:00:00Z' }
  const reply = await client.post(client.url('newOrder'), payload)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:malformed')
})

test('proven, an order is ready; past its time it is invalid', async () => {
  let now = new Date('2027-01-01T00:00:00Z')
  await using sandbox = await testSandbox({ clock: () => now })
  const client = await sandbox.registered()
  const { url } = await readyOrder(sandbox, client, 'example.test')
  const ready = await client.post(url)
  expect(ready.body.status).toBe('ready')
  now = new Date(ready.body.expires)
  const late = await client.post(url)
  expect(late.body.status).toBe('invalid')
})

test('only its account sees an order, and the list of orders has those that may still be of use', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const kept = await placeOrder(client, 'example.test')
  const spoilt = await placeOrder(client, 'www.example.test')
  await client.post(String(spoilt.body.authorizations[0]), { status: 'deactivated' })
  const list = await client.post(`${client.kid}/orders`)
  expect(list.body).toEqual({ orders: [kept.url] })
  const stranger = await sandbox.registered()
  const replies = [await stranger.post(kept.url), await stranger.post(`${client.kid}/orders`)]
  expect(replies.map(({ status }) => status)).toEqual([403, 403])
})
