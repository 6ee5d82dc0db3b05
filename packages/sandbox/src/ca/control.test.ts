import { expect, test } from 'vitest'
import type { SandboxCaHook } from './control.ts'
import { htmlError, lostReply } from './misbehave/answers.ts'
import type { SandboxCaOperation } from './operation.ts'
import { csr } from './test-csr.ts'
import { identifiers, readyOrder, testSandbox } from './test-sandbox.ts'

const dropAt =
  (operation: SandboxCaOperation, at: string): SandboxCaHook =>
  (call, phase) =>
    call.operation === operation && phase === at ? 'drop' : undefined

test('a hook sees every phase of a call', async () => {
  const seen: string[] = []
  const onCall: SandboxCaHook = ({ operation, outcome }, phase) => {
    if (operation === 'newOrder') seen.push(`${phase} ${outcome}`)
  }
  await using sandbox = await testSandbox({ onCall })
  const client = await sandbox.registered()
  await client.post(client.url('newOrder'), identifiers('example.test'))
  await client.post(String(client.kid))
  expect(seen).toEqual(['received pending', 'applied pending', 'replied answered'])
})

test.each([
  ['received', 'dropped', 0],
  ['applied', 'lost', 1],
])('a call that is dropped when it is %s is %s', async (phase, outcome, orders) => {
  await using sandbox = await testSandbox({ onCall: dropAt('newOrder', phase) })
  const client = await sandbox.registered()
  const order = client.post(client.url('newOrder'), identifiers('example.test'))
  await expect(order).rejects.toThrow()
  expect(sandbox.ca.ledger.orders).toHaveLength(orders)
  expect(sandbox.ca.calls.at(-1)).toMatchObject({ operation: 'newOrder', outcome })
})

test('what is refused is not lost', async () => {
  await using sandbox = await testSandbox({ onCall: dropAt('newOrder', 'applied') })
  const client = await sandbox.registered()
  expect((await client.post(client.url('newOrder'), {})).status).toBe(400)
})

test('an order may become valid after the reply to its finalization was lost', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { url, body } = await readyOrder(sandbox, client, 'example.test')
  sandbox.ca.answerNext(lostReply, { operation: 'finalize' })
  const request = await csr(['example.test'])
  await expect(client.post(body.finalize, { csr: request.csr })).rejects.toThrow()
  expect((await client.post(url)).body.status).toBe('valid')
  expect(sandbox.ca.calls.find(({ operation }) => operation === 'finalize')?.outcome).toBe('lost')
})

test('a script answers so many calls of its operation, and nothing is done', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.answerNext(htmlError(503), { operation: 'newOrder', times: 2 })
  const other = await client.post(String(client.kid))
  const place = () => client.post(client.url('newOrder'), identifiers('example.test'))
  const replies = [await place(), await place(), await place()]
  expect([other, ...replies].map(({ status }) => status)).toEqual([200, 503, 503, 201])
  expect(sandbox.ca.ledger.orders).toHaveLength(1)
  const scripted = sandbox.ca.calls.filter(({ outcome }) => outcome === 'scripted')
  expect(scripted.map(({ status }) => status)).toEqual([503, 503])
})

test('an outage lasts until it is ended', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const end = sandbox.ca.answerNext(htmlError(503), { times: Number.POSITIVE_INFINITY })
  const during = [await client.request('GET', sandbox.ca.directoryUrl)]
  during.push(await client.request('GET', sandbox.ca.directoryUrl))
  end()
  const after = await client.request('GET', sandbox.ca.directoryUrl)
  expect([...during, after].map(({ status }) => status)).toEqual([503, 503, 200])
})

test('a forgotten account does not exist, and its key makes a new one', async () => {
  await using sandbox = await testSandbox()
  const [client, other] = [await sandbox.registered(), await sandbox.registered()]
  sandbox.ca.forgetAccounts(client.kid)
  const gone = await client.post(String(client.kid))
  expect(gone.body.type).toBe('urn:ietf:params:acme:error:accountDoesNotExist')
  expect((await other.post(String(other.kid))).status).toBe(200)
  client.kid = undefined
  expect((await client.register()).status).toBe(201)
  sandbox.ca.forgetAccounts()
  expect((await other.post(String(other.kid))).status).toBe(400)
})

test('what the CA has not cannot be told to do anything', async () => {
  await using sandbox = await testSandbox()
  const { ca } = sandbox
  expect(() => ca.processingFor(1, 'https://ca.example/order/1')).toThrow(RangeError)
  const window = { start: new Date(0), end: new Date(1) }
  expect(() => ca.setRenewalInfo('00', window)).toThrow(RangeError)
})

test('a CA that takes other keys says which', async () => {
  await using sandbox = await testSandbox({ algorithms: ['RS256'] })
  const { status, body } = await (await sandbox.connect()).register()
  expect([status, body.type, body.algorithms]).toEqual([
    ...[400, 'urn:ietf:params:acme:error:badSignatureAlgorithm', ['RS256']],
  ])
})
