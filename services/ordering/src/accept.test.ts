import { CertRequested, type Postmark, stamp } from '@certwire/contracts'
import { createCsr, generateKey } from '@certwire/pki'
import { describe, expect, test } from 'vitest'
import { accept } from './accept.ts'
import { mark, ofAnother, orderId, stage } from './test-stage.ts'

type Request = Parameters<typeof CertRequested>[1]

const issuers = { defaultName: 'sandbox', names: ['sandbox', 'other'] }
const names = ['a.example.test']

const request = (data: Request, is: Awaited<ReturnType<typeof stage>>, from = mark) =>
  accept(stamp(CertRequested(orderId, data), from), { ...is, issuers })

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
    ['another tenant', { names }, ofAnother],
  ])('%s is refused', async (_, data, from) => {
    const is = await stage()
    await request({ names }, is)

    await expect(request(data, is, from)).rejects.toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
  })
})

test.each<[string, Request, string]>([
  ['an unknown issuer', { names, issuer: 'nobody' }, 'ERR_ISSUER_UNKNOWN'],
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

test('the issuers that are there are told, but not a thousand of them', async () => {
  const is = await stage()
  const many = Array.from({ length: 1000 }, (_, at) => `issuer-${at}`)
  const message = stamp(CertRequested(orderId, { names, issuer: 'nobody' }), mark)

  await accept(message, { ...is, issuers: { defaultName: 'issuer-0', names: many } })

  const order = await is.documents.get(orderId)
  expect(order).toMatchObject({ problem: { reason: expect.stringMatching(/issuer-19, …\.$/) } })
})

test('an order from a CSR has its names, and no key of ours', async () => {
  const is = await stage()
  const csr = createCsr(names, await generateKey('p384'))

  await request({ names: [], csr }, is)

  expect(await is.documents.get(orderId)).toMatchObject({ phase: 'placing', names, ownCsr: csr })
})
