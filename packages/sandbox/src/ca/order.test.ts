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
  expect(sandbox.ca.ledger.orders).toMatchObject([
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

test('only its account sees an order', async () => {
  await using sandbox = await testSandbox()
  const { url } = await placeOrder(await sandbox.registered(), 'example.test')
  const stranger = await sandbox.registered()
  expect((await stranger.post(url)).status).toBe(403)
})

test('a CA that reuses authorizations gives an order that is born ready, for the same account and names', async () => {
  await using sandbox = await testSandbox({ reusesAuthorizations: true })
  const client = await sandbox.registered()
  const first = await readyOrder(sandbox, client, 'example.test')
  const again = await placeOrder(client, 'example.test')
  const more = await placeOrder(client, 'example.test', '*.example.test')
  const other = await placeOrder(await sandbox.registered(), 'example.test')
  expect(again.body).toMatchObject({
    ...{ status: 'ready', authorizations: first.body.authorizations },
  })
  expect([more.body.status, other.body.status]).toEqual(['pending', 'pending'])
  expect(more.body.authorizations).toContain(first.body.authorizations[0])
})

test('what was proven is reused no longer once it is deactivated or has expired', async () => {
  let now = new Date('2027-01-01T00:00:00Z')
  await using sandbox = await testSandbox({ reusesAuthorizations: true, clock: () => now })
  const client = await sandbox.registered()
  const deactivated = await readyOrder(sandbox, client, 'a.example.test')
  await client.post(String(deactivated.body.authorizations[0]), { status: 'deactivated' })
  const expired = await readyOrder(sandbox, client, 'b.example.test')
  expect((await placeOrder(client, 'a.example.test')).body.status).toBe('pending')
  now = new Date((await client.post(expired.url)).body.expires)
  expect((await placeOrder(client, 'b.example.test')).body.status).toBe('pending')
})

test('by default everything is proven anew', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  await readyOrder(sandbox, client, 'example.test')
  expect((await placeOrder(client, 'example.test')).body.status).toBe('pending')
})
