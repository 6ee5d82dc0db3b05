import { expect, test } from 'vitest'
import { atlasLike } from './atlas-like.ts'
import { binding, eab } from './test-binding.ts'
import { csr } from './test-csr.ts'
import { placeOrder, testSandbox } from './test-sandbox.ts'

const contact = ['mailto:a@example.test']
const options = atlasLike({ eab, claims: ['example.test'] })

test('a new account has an address and a binding that nobody else has used', async () => {
  await using sandbox = await testSandbox(options)
  const [client, other] = [await sandbox.connect(), await sandbox.connect()]
  const bound = { externalAccountBinding: await binding(client) }
  const foreign = { contact, externalAccountBinding: await binding(other) }
  const replies = [
    await client.register(bound),
    await client.register({ contact }),
    await client.register({ ...bound, contact }),
    await other.register(foreign),
  ]
  expect(replies.map(({ status }) => status)).toEqual([400, 403, 201, 403])
})

test('the directory knows neither ARI nor profiles', async () => {
  await using sandbox = await testSandbox(options)
  const { directory } = await sandbox.connect()
  expect([directory.meta, directory.renewalInfo]).toEqual([
    { externalAccountRequired: true },
    undefined,
  ])
})

test('an order for claimed names is born ready, then processing without a word of how long', async () => {
  let now = new Date('2027-01-01T00:00:00Z')
  await using sandbox = await testSandbox({ ...options, clock: () => now })
  const client = await sandbox.connect()
  await client.register({ contact, externalAccountBinding: await binding(client) })
  const { url, body } = await placeOrder(client, 'www.example.test')
  const finalized = await client.post(body.finalize, { csr: (await csr(['www.example.test'])).csr })
  now = new Date(now.getTime() + 5000)
  expect([body.status, finalized.body.status]).toEqual(['ready', 'processing'])
  expect(finalized.headers['retry-after']).toBeUndefined()
  expect((await client.post(url)).body.status).toBe('valid')
})
