import { createCsr, generateKey } from '@certwire/pki'
import { describe, expect, test } from 'vitest'
import { prepare } from './prepare.ts'
import { store } from './store.ts'
import { certify, names, now, orderId, rootPem, stage, toPrepare, toStore } from './test-stage.ts'

/** The stage with a key that is kept, and its CSR. */
async function prepared() {
  const is = await stage()
  const [answer] = await prepare(toPrepare(), is)
  return { is, csr: answer?.data.csr ?? expect.fail('there is no CSR') }
}

const all = { limit: 9 }

test('a chain that is what was ordered is kept, and belongs to its key', async () => {
  const { is, csr } = await prepared()

  const [answer] = await store(toStore(csr, await certify(csr)), is)

  const [kept] = await is.certificates.find('expiry', all)
  expect(kept).toMatchObject({
    ...{ orderId, tenantId: 'default', issuer: 'ca', names, keyId: 'ord_1.1' },
    ...{ createdAt: now.toISOString(), notAfter: '2026-12-24T12:00:00.000Z' },
    facts: { subject: 'CN=a.example.test', issuerName: 'CN=Hostile Root' },
  })
  expect(answer).toEqual({
    ...{ type: 'certificate.stored', orderId },
    data: { generation: 1, certificate: kept?.facts },
  })
})

test('a command that comes again keeps it once, and has the same answer', async () => {
  const { is, csr } = await prepared()
  const command = toStore(csr, await certify(csr))

  const answers = await Promise.all([store(command, is), store(command, is)])

  expect(answers[0]).toEqual(answers[1])
  expect(await is.certificates.find('expiry', all)).toHaveLength(1)
})

test('a certificate for the requester’s own CSR has no key of ours', async () => {
  const is = await stage()
  const csr = createCsr(names, await generateKey('p256'))

  await store(toStore(csr, await certify(csr)), is)

  const [kept] = await is.certificates.find('expiry', all)
  expect(kept).toMatchObject({ orderId, names })
  expect(kept).not.toHaveProperty('keyId')
})

test('with a chain that ends in a configured root, that root is kept', async () => {
  const { is, csr } = await prepared()
  const root = await rootPem()

  await store(toStore(csr, await certify(csr)), { ...is, rootsOf: () => [root] })

  expect(await is.certificates.find('expiry', all)).toMatchObject([{ root }])
})

describe('what was not ordered is refused, and not kept', () => {
  test.each<[string, string, string, (csr: string) => Promise<string>, object]>([
    ['another key’s certificate', 'ERR_CHAIN_KEY', 'ca', () => certify(), {}],
    ['a name less', 'ERR_CHAIN_NAMES', 'ca', (csr) => certify(csr, ['a.example.test']), {}],
    ['a name more', 'ERR_CHAIN_NAMES', 'ca', (csr) => certify(csr, [...names, 'b.test']), {}],
    ['no chain', 'ERR_CHAIN_MALFORMED', 'ca', async () => 'CHAIN', {}],
    [
      'a date in the past',
      'ERR_CHAIN_DATES',
      'operator',
      (csr) => certify(csr),
      { clock: () => new Date('2027-03-01T12:00:00.000Z') },
    ],
    [
      'another root',
      'ERR_CHAIN_ROOT',
      'operator',
      (csr) => certify(csr),
      { rootsOf: () => ['no root'] },
    ],
  ])('%s', async (_, code, actor, chainFor, changes) => {
    const { is, csr } = await prepared()

    const answers = await store(toStore(csr, await chainFor(csr)), { ...is, ...changes })

    const problem = { code, actor, retryable: false, remedy: expect.stringMatching(/retry/) }
    expect(answers).toMatchObject([
      { type: 'certificate.rejected', orderId, data: { generation: 1, problem } },
    ])
    expect(await is.certificates.find('expiry', all)).toEqual([])
  })
})

test('a store that cannot keep it is trouble, and is tried again by the runtime', async () => {
  const { is, csr } = await prepared()
  const insert = () => Promise.reject(new Error('the disk is full'))
  const full = { ...is, certificates: { ...is.certificates, insert } }

  await expect(store(toStore(csr, await certify(csr)), full)).rejects.toThrow('full')
})
