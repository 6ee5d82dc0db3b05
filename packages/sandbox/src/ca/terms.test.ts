import { expect, test } from 'vitest'
import { identifiers, testSandbox } from './test-sandbox.ts'

const [old, current] = ['https://ca.example/terms/1', 'https://ca.example/terms/2']
const userActionRequired = 'urn:ietf:params:acme:error:userActionRequired'

test('a new account agrees to the terms of the directory', async () => {
  await using sandbox = await testSandbox({ termsOfService: old })
  const client = await sandbox.connect()
  const { meta } = JSON.parse(JSON.stringify(client.directory))
  const without = await client.register()
  const agreed = await client.register({ termsOfServiceAgreed: true })
  expect([meta.termsOfService, without.status, agreed.status]).toEqual([old, 403, 201])
  expect(without.body.type).toBe(userActionRequired)
})

test('new terms stop an account until it agrees again', async () => {
  await using sandbox = await testSandbox({ termsOfService: old })
  const client = await sandbox.connect()
  await client.register({ termsOfServiceAgreed: true })
  sandbox.ca.changeTerms(current)
  const place = () => client.post(client.url('newOrder'), identifiers('example.test'))
  const stopped = await place()
  expect([stopped.status, stopped.body.type, stopped.body.instance]).toEqual([
    ...[403, userActionRequired, current],
  ])
  expect(stopped.headers.link).toContain(`<${current}>;rel="terms-of-service"`)
  await client.post(String(client.kid), { termsOfServiceAgreed: true })
  expect((await place()).status).toBe(201)
})
