import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSandboxCaState } from './state.ts'
import { certified, testSandbox } from './test-sandbox.ts'

const names = ['example.test', '*.example.test']

function certificates(pem: string): [X509Certificate, X509Certificate] {
  const [leaf = '', issuer = ''] = pem.split(/(?<=-----END CERTIFICATE-----\n)/)
  return [new X509Certificate(leaf), new X509Certificate(issuer)]
}

test('the chain is leaf and intermediate, up to the root of the CA', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { chain } = await certified(sandbox, client, ...names)
  const [leaf, intermediate] = certificates(chain.body)
  const root = new X509Certificate(sandbox.ca.rootPem)
  expect(chain.headers['content-type']).toBe('application/pem-certificate-chain')
  expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true)
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true)
})

test('the alternate chain has the same leaf and another root, and the chains link to each other', async () => {
  const state = await createSandboxCaState()
  await using sandbox = await testSandbox({ state })
  const client = await sandbox.registered()
  const { chain, certificateUrl } = await certified(sandbox, client, ...names)
  expect(chain.headers.link).toContain(`<${certificateUrl}/1>;rel="alternate"`)
  const alternate = await client.post(`${certificateUrl}/1`)
  expect(alternate.headers.link).toContain(`<${certificateUrl}>;rel="alternate"`)
  const [leaf, intermediate] = certificates(alternate.body)
  const root = new X509Certificate(state.alternateRoot.certificate)
  expect(leaf.raw.equals(certificates(chain.body)[0].raw)).toBe(true)
  expect(leaf.verify(intermediate.publicKey)).toBe(true)
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true)
})

test('the leaf serves TLS for exactly its names, from an hour ago for the days asked', async () => {
  const now = new Date('2027-03-01T12:00:00Z')
  await using sandbox = await testSandbox({ clock: () => now, validityDays: 6 })
  const client = await sandbox.registered()
  const { chain } = await certified(sandbox, client, ...names)
  const [leaf] = certificates(chain.body)
  expect(leaf.subjectAltName).toBe('DNS:example.test, DNS:*.example.test')
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(leaf.ca).toBe(false)
  expect(new Date(leaf.validFrom)).toEqual(new Date('2027-03-01T11:00:00Z'))
  expect(new Date(leaf.validTo)).toEqual(new Date('2027-03-07T10:59:59Z'))
  expect(leaf.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
})

test('names too long for a subject stand in the alternative names alone', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const long = `${'a'.repeat(60)}.example.test`
  const { chain } = await certified(sandbox, client, long)
  const [leaf] = certificates(chain.body)
  expect(leaf.subject ?? '').toBe('')
  expect(leaf.subjectAltName).toBe(`DNS:${long}`)
})

test('a certificate is downloaded by its account, with POST-as-GET', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const stranger = await sandbox.registered()
  const { certificateUrl } = await certified(sandbox, client, 'example.test')
  const replies = [
    await stranger.post(certificateUrl),
    await client.post(certificateUrl, {}),
    await client.post(`${certificateUrl}/2`),
    await client.request('GET', certificateUrl),
  ]
  expect(replies.map(({ status }) => status)).toEqual([403, 400, 404, 405])
})
