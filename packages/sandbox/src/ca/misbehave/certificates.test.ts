import { createPublicKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SandboxCaBend } from '../bend.ts'
import { csr } from '../test-csr.ts'
import { certified, readyOrder, testSandbox } from '../test-sandbox.ts'
import {
  cutOff,
  expired,
  leafOnly,
  refused,
  turnedRound,
  wrongKey,
  wrongNames,
} from './certificates.ts'

async function issued(bend: SandboxCaBend) {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.issueNext(bend)
  const { chain, keyPair } = await certified(sandbox, client, 'example.test')
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', keyPair.publicKey))
  return {
    pem: String(chain.body),
    leaf: new X509Certificate(chain.body),
    key: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    next: new X509Certificate((await certified(sandbox, client, 'example.test')).chain.body),
  }
}

test('a certificate for another key is the only one of its kind', async () => {
  const { leaf, key, next } = await issued(wrongKey)
  expect([leaf.publicKey.equals(key), leaf.subjectAltName]).toEqual([false, 'DNS:example.test'])
  expect(next.subjectAltName).toBe('DNS:example.test')
})

test('a certificate is for other names', async () => {
  const { leaf, key, next } = await issued(wrongNames('other.test', 'another.test'))
  expect([leaf.subjectAltName, leaf.publicKey.equals(key)]).toEqual([
    'DNS:other.test, DNS:another.test',
    true,
  ])
  expect(next.subjectAltName).toBe('DNS:example.test')
})

test('a certificate is over before it is issued', async () => {
  const { leaf, next } = await issued(expired)
  expect([leaf, next].map(({ validTo }) => Date.parse(validTo) > Date.now())).toEqual([false, true])
})

test.each<[string, SandboxCaBend, number]>([
  ['leaf only', leafOnly, 1],
  ['cut off', cutOff, 1],
])('a chain is %s', async (_, bend, ends) => {
  const { pem } = await issued(bend)
  expect(pem.match(/-----END/g)).toHaveLength(ends)
  expect(pem.endsWith('-----END CERTIFICATE-----\n')).toBe(bend === leafOnly)
})

test('a chain begins with its intermediate', async () => {
  const { pem, leaf } = await issued(turnedRound)
  expect([pem.match(/-----END/g)?.length, leaf.ca]).toEqual([2, true])
})

test('instead of a certificate there is an order that is invalid', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, 'example.test')
  sandbox.ca.issueNext(refused({ type: 'caa', detail: 'it is forbidden', status: 403 }))
  const request = await csr(['example.test'])
  const { status, body } = await client.post(order.body.finalize, { csr: request.csr })
  expect([status, body.status, body.error.detail]).toEqual([200, 'invalid', 'it is forbidden'])
  expect(sandbox.ca.ledger.issued).toEqual([])
})
