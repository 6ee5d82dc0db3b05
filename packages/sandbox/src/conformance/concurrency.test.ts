import { afterAll, beforeAll, expect, test } from 'vitest'
import { csr } from '../ca/test-csr.ts'
import { certified, readyOrder, testSandbox } from '../ca/test-sandbox.ts'

let sandbox: Awaited<ReturnType<typeof testSandbox>>

beforeAll(async () => {
  sandbox = await testSandbox()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

test('twenty orders of four accounts at once each get their own certificate', async () => {
  const clients = await Promise.all(Array.from({ length: 4 }, () => sandbox.registered()))
  const names = Array.from({ length: 20 }, (_, index) => `n${index}.example.test`)

  const all = await Promise.all(
    names.map((name, index) => {
      const client = clients[index % clients.length]
      if (!client) throw new Error('There is a client for each.')
      return certified(sandbox, client, name, `*.${name}`)
    }),
  )

  expect(all.map(({ chain }) => chain.status)).toEqual(names.map(() => 200))
  const { issued } = sandbox.ca.ledger
  expect(issued.map((each) => each.names[0]).sort()).toEqual([...names].sort())
  expect(new Set(issued.map(({ serial }) => serial)).size).toBe(20)
  expect(new Set(issued.map(({ orderUrl }) => orderUrl)).size).toBe(20)
})

test('of ten finalizations at once one issues', async () => {
  const client = await sandbox.registered()
  const { url, body } = await readyOrder(sandbox, client, 'once.example.test')
  const requests = await Promise.all(Array.from({ length: 10 }, () => csr(['once.example.test'])))

  const replies = await Promise.all(requests.map(({ csr }) => client.post(body.finalize, { csr })))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(403)])
  expect(sandbox.ca.ledger.issued.filter(({ orderUrl }) => orderUrl === url)).toHaveLength(1)
})

test('a nonce that ten requests use at once serves one of them', async () => {
  const client = await sandbox.registered()
  const nonce = await client.nonce()
  const url = client.kid ?? ''

  const replies = await Promise.all(
    Array.from({ length: 10 }, () => client.post(url, undefined, { header: { nonce } })),
  )

  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(400)])
})

test('a key that registers ten times at once has one account', async () => {
  const client = await sandbox.connect()
  const before = sandbox.ca.ledger.accounts

  const replies = await Promise.all(Array.from({ length: 10 }, () => client.register()))

  expect(new Set(replies.map(({ headers }) => headers.location)).size).toBe(1)
  expect(sandbox.ca.ledger.accounts - before).toBe(1)
})
