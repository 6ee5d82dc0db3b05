import { expect, test } from 'vitest'
import { csr } from '../test-csr.ts'
import { identifiers, placeOrder, readyOrder, testSandbox } from '../test-sandbox.ts'
import { hostileUrls, urls } from './urls.ts'

const away = hostileUrls['cloud metadata']

test('an order leads astray by its fields and by its location', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.answerNext(urls(away, 'authorizations', 'finalize', 'location'), {
    operation: 'newOrder',
  })
  const { status, body, headers } = await client.post(
    client.url('newOrder'),
    identifiers('example.test'),
  )
  expect([status, body.authorizations, body.finalize, headers.location]).toEqual([
    201,
    [away],
    away,
    away,
  ])
})

test('so do an authorization, a challenge, a finished order and the directory', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { body } = await placeOrder(client, 'example.test')
  sandbox.ca.answerNext(urls(away, 'challenge'), { operation: 'authorization' })
  const authorization = await client.post(body.authorizations[0])
  const order = await readyOrder(sandbox, client, 'www.example.test')
  sandbox.ca.answerNext(urls(away, 'certificate'), { operation: 'finalize' })
  const finalized = await client.post(order.body.finalize, {
    csr: (await csr(['www.example.test'])).csr,
  })
  sandbox.ca.answerNext(urls(away, 'directory'), { operation: 'directory' })
  const { directory } = await sandbox.connect()
  expect([authorization.body.challenges[0].url, finalized.body.certificate]).toEqual([away, away])
  expect([directory.newOrder, directory.newNonce]).toEqual([away, away])
})

test.each(Object.entries(hostileUrls))('a CA can say %s', async (_, url) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.answerNext(urls(url, 'finalize', 'location'), { operation: 'newOrder' })
  const { body } = await client.post(client.url('newOrder'), identifiers('example.test'))
  expect(body.finalize).toBe(url)
})
