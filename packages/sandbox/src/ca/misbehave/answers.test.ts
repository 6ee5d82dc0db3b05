import { expect, test } from 'vitest'
import type { SandboxCaHook } from '../control.ts'
import { certified, identifiers, testSandbox } from '../test-sandbox.ts'
import { altered, htmlError, problem, redirect, silence } from './answers.ts'

async function answeredWith(script: ReturnType<typeof problem>) {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.answerNext(script, { operation: 'newOrder' })
  const reply = await client.post(client.url('newOrder'), identifiers('example.test'))
  const calls = sandbox.ca.calls.filter(({ operation }) => operation === 'newOrder')
  return { reply, calls, orders: sandbox.ca.ledger.orders.length }
}

test('a problem is of any type, and its Retry-After is in the journal', async () => {
  const script = problem(429, 'rateLimited', 'slow down', {
    retryAfter: '3000000',
    link: '<https://ca.example>;rel="help"',
  })
  const { reply, calls, orders } = await answeredWith(script)
  expect(reply.body).toEqual({
    type: 'urn:ietf:params:acme:error:rateLimited',
    detail: 'slow down',
    status: 429,
  })
  expect(reply.headers.link).toBe('<https://ca.example>;rel="help"')
  expect(calls).toMatchObject([{ outcome: 'scripted', status: 429, retryAfter: '3000000' }])
  expect(orders).toBe(0)
})

test('a proxy says 502 in HTML', async () => {
  const { reply } = await answeredWith(htmlError())
  expect([reply.status, reply.headers['content-type']]).toEqual([502, 'text/html'])
  expect(reply.body).toContain('<html>')
})

test('a redirect leads elsewhere', async () => {
  const { reply } = await answeredWith(redirect('https://elsewhere.example/'))
  expect([reply.status, reply.headers.location]).toEqual([302, 'https://elsewhere.example/'])
})

test('a reply that is altered is of something that was done', async () => {
  const script = altered(
    (body) => ({ ...body, status: 'odd' }),
    ({ location: _, ...rest }) => rest,
  )
  const { reply, orders } = await answeredWith(script)
  expect([reply.status, reply.body.status, reply.headers.location]).toEqual([201, 'odd', undefined])
  expect([reply.body.identifiers, orders]).toEqual([identifiers('example.test').identifiers, 1])
})

test('a chain is altered as text', async () => {
  await using sandbox = await testSandbox()
  sandbox.ca.answerNext(
    altered((pem) => `${pem}# and more`),
    { operation: 'certificate' },
  )
  const { chain } = await certified(sandbox, await sandbox.registered(), 'example.test')
  expect(chain.body).toMatch(/^-----BEGIN CERTIFICATE-----\n/)
  expect(chain.body).toMatch(/\n-----END CERTIFICATE-----\n# and more$/)
})

test('silence lasts until the CA closes', async () => {
  const asked = Promise.withResolvers<void>()
  const onCall: SandboxCaHook = ({ operation }) => operation === 'account' && asked.resolve()
  const sandbox = await testSandbox({ onCall })
  const client = await sandbox.registered()
  sandbox.ca.answerNext(silence)
  const unanswered = expect(client.post(String(client.kid))).rejects.toThrow()
  await asked.promise
  await sandbox[Symbol.asyncDispose]()
  await unanswered
  expect(sandbox.ca.calls.at(-1)?.status).toBeUndefined()
})
