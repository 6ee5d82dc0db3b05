import { expect, test } from 'vitest'
import { testSandbox } from './test-sandbox.ts'

const contact = ['mailto:admin@example.test']

test('a new account is 201, the same key again 200 with the same URL', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const first = await client.register({ contact, termsOfServiceAgreed: true })
  client.kid = undefined
  const again = await client.register({ contact: ['mailto:other@example.test'] })
  expect([first.status, again.status]).toEqual([201, 200])
  expect(again.headers.location).toBe(first.headers.location)
  expect(again.body).toEqual({
    status: 'valid',
    contact,
    orders: `${first.headers.location}/orders`,
  })
  expect(sandbox.ca.ledger.accounts).toBe(1)
})

test('onlyReturnExisting makes no account', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const reply = await client.register({ onlyReturnExisting: true })
  expect(reply.status).toBe(400)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:accountDoesNotExist')
  expect(sandbox.ca.ledger.accounts).toBe(0)
})

test.each([
  [['tel:+4912345'], 'unsupportedContact'],
  [['mailto:a@example.test,b@example.test'], 'invalidContact'],
  [['mailto:a@example.test?subject=x'], 'invalidContact'],
  [['mailto:nobody'], 'invalidContact'],
  ['mailto:a@example.test', 'malformed'],
])('the contact %j is %s', async (refused, type) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const reply = await client.register({ contact: refused })
  expect(reply.body.type).toBe(`urn:ietf:params:acme:error:${type}`)
})

test('an account changes its contact, and a POST-as-GET shows it', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const changed = await client.post(String(client.kid), { contact })
  expect(changed.body.contact).toEqual(contact)
  const shown = await client.post(String(client.kid))
  expect(shown.body.contact).toEqual(contact)
})

test('a deactivated account can do nothing any more, not even be found', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const reply = await client.post(String(client.kid), { status: 'deactivated' })
  expect(reply.body.status).toBe('deactivated')
  const later = await client.post(String(client.kid))
  expect(later.status).toBe(401)
  expect(later.body.type).toBe('urn:ietf:params:acme:error:unauthorized')
  client.kid = undefined
  const anew = await client.register()
  expect(anew.status).toBe(401)
  expect(anew.body.type).toBe('urn:ietf:params:acme:error:unauthorized')
})

test('the account of somebody else is out of reach', async () => {
  await using sandbox = await testSandbox()
  const owner = await sandbox.registered()
  const stranger = await sandbox.registered()
  const reply = await stranger.post(String(owner.kid))
  expect(reply.status).toBe(403)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:unauthorized')
})
