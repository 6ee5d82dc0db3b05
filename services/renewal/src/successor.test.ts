import type { Order } from '@certwire/domain'
import { expect, test } from 'vitest'
import { successorIdOf, successorRequest } from './successor.ts'
import { certificateOf, orderOf, renewalOf } from './test-stage.ts'

const certificate = certificateOf('1')
const renewal = renewalOf(certificate, { issuer: 'ca', certId: 'aYhb.AIdl' })

/** What is asked for in place of a certificate that came of this order. */
const dataOf = (order: Partial<Order>) =>
  successorRequest(renewal, orderOf(certificate, order), successorIdOf(renewal)).data

test('the issuer that could not the last time is asked first again', () => {
  const data = dataOf({ passed: ['first'], fallbacks: ['third'] })

  expect(data).toMatchObject({ issuer: 'first', fallbacks: ['ca', 'third'] })
  expect(data.wishes).not.toHaveProperty('replaces')
})

test('who has the key is asked for no other: the CSR is the same', () => {
  const data = dataOf({ ownCsr: 'CSR' })

  expect(data).toMatchObject({ csr: 'CSR' })
  expect(data).not.toHaveProperty('key')
})
