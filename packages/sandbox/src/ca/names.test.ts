import { expect, test } from 'vitest'
import { identifiers, testSandbox } from './test-sandbox.ts'

test('a blocked domain is rejected with all below it, and the other names are not blamed', async () => {
  await using sandbox = await testSandbox({ blocked: ['blocked.test'] })
  const client = await sandbox.registered()
  const payload = identifiers('example.test', 'www.blocked.test', '*.blocked.test')
  const { status, body } = await client.post(client.url('newOrder'), payload)
  expect([status, body.type]).toEqual([403, 'urn:ietf:params:acme:error:rejectedIdentifier'])
  expect(body.subproblems.map((each: { identifier: object }) => each.identifier)).toEqual([
    ...[
      { type: 'dns', value: 'www.blocked.test' },
      { type: 'dns', value: '*.blocked.test' },
    ],
  ])
})

test('names that are refused for different reasons are a compound problem', async () => {
  await using sandbox = await testSandbox({ blocked: ['blocked.test'] })
  const client = await sandbox.registered()
  const { body } = await client.post(
    client.url('newOrder'),
    identifiers('blocked.test', 'a_b.test'),
  )
  expect(body).toMatchObject({
    type: 'urn:ietf:params:acme:error:compound',
    subproblems: [
      { type: expect.stringMatching(/rejectedIdentifier$/) },
      { type: expect.stringMatching(/malformed$/) },
    ],
  })
})

test.each([200, 201] as const)(
  'a CA that reuses orders gives the open one again, with %i',
  async (status) => {
    await using sandbox = await testSandbox({ reusesOrders: status })
    const client = await sandbox.registered()
    const place = (...names: string[]) => client.post(client.url('newOrder'), identifiers(...names))
    const first = await place('a.example.test', 'b.example.test')
    const again = await place('b.example.test', 'a.example.test')
    const other = await place('a.example.test')
    expect([first.status, again.status]).toEqual([201, status])
    expect(again.headers.location).toBe(first.headers.location)
    expect(other.headers.location).not.toBe(first.headers.location)
  },
)

test('an order that is over is not given again', async () => {
  await using sandbox = await testSandbox({ reusesOrders: 200 })
  const client = await sandbox.registered()
  const first = await client.post(client.url('newOrder'), identifiers('example.test'))
  await client.post(first.body.authorizations[0], { status: 'deactivated' })
  expect((await client.post(client.url('newOrder'), identifiers('example.test'))).status).toBe(201)
})

test('a CA that repeats tokens has one for a whole order', async () => {
  await using sandbox = await testSandbox({ repeatsTokens: true })
  const client = await sandbox.registered()
  const { body } = await client.post(
    client.url('newOrder'),
    identifiers('a.example.test', 'b.example.test'),
  )
  const authorizations = await Promise.all(
    body.authorizations.map((url: string) => client.post(url)),
  )
  const tokens = new Set(authorizations.map((each) => each.body.challenges[0].token))
  expect(tokens.size).toBe(1)
})
