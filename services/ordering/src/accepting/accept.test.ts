import { CertRequested, type Postmark, stamp } from '@certwire/contracts'
import { createCsr, generateKey } from '@certwire/pki'
import { describe, expect, test } from 'vitest'
import { mark, ofAnother, orderId, stage } from '../test-stage.ts'
import { accept } from './accept.ts'

type Request = Parameters<typeof CertRequested>[1]

const issuers = { defaultName: 'sandbox', names: ['sandbox', 'other'] }
const names = ['a.example.test']

const policy = { patience: undefined, needsApproval: async () => false }
const past = '2026-11-24T00:00:00Z'

const request = (data: Request, is: Awaited<ReturnType<typeof stage>>, from = mark) =>
  accept(stamp(CertRequested(orderId, data), from), { ...is, policy, issuers })

test('a request becomes an order that asks to be placed', async () => {
  const is = await stage()

  const answers = await request({ names: ['A.Example.Test.', '*.a.example.test'] }, is)

  expect(answers).toEqual([])
  expect(await is.documents.get(orderId)).toMatchObject({
    ...{ phase: 'placing', issuer: 'sandbox', names: [...names, '*.a.example.test'] },
  })
  expect(is.said).toEqual(['ord_1.1.0 dev.certwire.ordering.place'])
})

test('a request that arrives twice is one order, and says the same again', async () => {
  const is = await stage()
  await request({ names }, is)

  await request({ names: ['A.example.test'], issuer: 'sandbox' }, is)

  expect(is.said).toEqual(Array(2).fill('ord_1.1.0 dev.certwire.ordering.place'))
  expect(await is.documents.get(orderId)).toMatchObject({ version: 1 })
})

describe('under the id of an order that is there', () => {
  test.each<[string, Request, Postmark]>([
    ['another request', { names: ['b.example.test'] }, mark],
    ['another issuer', { names, issuer: 'other' }, mark],
    ['another key', { names, key: 'p384' }, mark],
    ['other fallbacks', { names, fallbacks: ['other'] }, mark],
    ['other wishes', { names, wishes: { preferredChain: 'Root' } }, mark],
    ['another tenant', { names }, ofAnother],
  ])('%s is refused', async (_, data, from) => {
    const is = await stage()
    await request({ names }, is)

    await expect(request(data, is, from)).rejects.toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
  })
})

test.each<[string, Request, string]>([
  ['an unknown issuer', { names, issuer: 'nobody' }, 'ERR_ISSUER_UNKNOWN'],
  ['an unknown fallback', { names, fallbacks: ['nobody'] }, 'ERR_ISSUER_UNKNOWN'],
  ['its issuer as a fallback', { names, fallbacks: ['sandbox'] }, 'ERR_ISSUER_TWICE'],
  ['dates that are over', { names, wishes: { notAfter: past } }, 'ERR_DATES_PAST'],
  ['no names', { names: [] }, 'ERR_NAMES_EMPTY'],
  ['a name that is none', { names: ['a_b.example.test'] }, 'ERR_NAME_SYNTAX'],
  ['a CSR that is none', { names: [], csr: 'CSR' }, 'ERR_CSR_MALFORMED'],
])('a request with %s is an order that has failed with the reason', async (_, data, code) => {
  const is = await stage()

  await request(data, is)

  expect(await is.documents.get(orderId)).toMatchObject({
    ...{ phase: 'failed', problem: { code, actor: 'requester', retryable: false } },
  })
  expect(is.said).toEqual(['ord_1.1.0 dev.certwire.cert.failed'])
})

test('what is asked for beside names stands in the order', async () => {
  const is = await stage()
  const wishes = { profile: { name: 'short', required: false }, preferredChain: 'Root' }

  await request({ names, fallbacks: ['other'], wishes }, is)

  expect(await is.documents.get(orderId)).toMatchObject({ fallbacks: ['other'], wishes })
})

test('an order that needs approval is not placed', async () => {
  const is = await stage()
  const patience = { validating: 1, finalizing: 1, approving: 2 }
  const strict = { ...is, issuers, policy: { patience, needsApproval: async () => true } }

  await accept(stamp(CertRequested(orderId, { names }), mark), strict)

  expect(is.said).toEqual(['ord_1.1.0 dev.certwire.approval.requested'])
  expect(await is.documents.get(orderId)).toMatchObject({
    ...{ phase: 'approving', deadline: '2026-11-26T12:00:00.000Z' },
  })
})

test('an order from a CSR has its names, and no key of ours', async () => {
  const is = await stage()
  const csr = createCsr(names, await generateKey('p384'))

  await request({ names: [], csr }, is)

  expect(await is.documents.get(orderId)).toMatchObject({ phase: 'placing', names, ownCsr: csr })
})
