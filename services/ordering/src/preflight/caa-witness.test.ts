import {
  type AnyMessage,
  AuthorizationInvalid,
  DnsName,
  OrderInvalid,
  type Problem,
  stamp,
} from '@certwire/contracts'
import type { Preflight } from '@certwire/dns'
import { open } from '@certwire/domain'
import { aProblem, fakeCa } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { mark, now, orderId, signal } from '../test-stage.ts'
import { caaWitness } from './caa-witness.ts'

const names = [DnsName.parse('a.example')]
const order = open(
  {
    ...{ orderId, tenantId: mark.tenantId, issuer: 'sandbox', key: 'p256', digest: 'd' },
    verdict: { names },
  },
  now,
)
const directory = {
  ...{ newNonce: '', newAccount: '', newOrder: '', externalAccountRequired: false },
  caaIdentities: ['ca.example'],
}
const problemOf = (kind: string): Problem => ({
  ...{ code: 'ERR_AUTHORIZATION_INVALID', reason: 'The CA refuses.', remedy: 'Correct it.' },
  ...{ actor: 'operator', retryable: false, acme: aProblem(kind).document },
})
const about = (kind: string) =>
  stamp(AuthorizationInvalid(orderId, { generation: 1, problem: problemOf(kind) }), mark)

const fails: Preflight = async () => {
  throw new Error('no resolver answers')
}
const finding = { check: 'caa', name: 'a.example', saw: 'example has 0 issue ";"' } as const
const forbids: Preflight = async () => [
  {
    ...{ ...finding, level: 'failure', code: 'ERR_CAA_FORBIDS' },
    ...{ actor: 'operator', remedy: 'Correct it.', retryable: false },
  },
]
const permits: Preflight = async () => [{ ...finding, level: 'ok' }]

async function said(preflight: Preflight, message: AnyMessage = about('caa')) {
  const { issuers } = fakeCa({ directory: [directory] })
  const orders = { get: async () => order }
  const { data } = await caaWitness({ orders, issuers, preflight })(message, signal)
  return (data as { problem: Problem }).problem.reason
}

test('of a refusal for CAA, the record that is seen from here is named', async () => {
  expect(await said(forbids)).toBe(
    'The CA refuses. Seen from here: a.example: example has 0 issue ";".',
  )
})

test('a record that only the CA sees is told as such', async () => {
  expect(await said(permits)).toBe('The CA refuses. Seen from here, no CAA record forbids it.')
})

test('what the CA says is told also when DNS cannot be looked at', async () => {
  expect(await said(fails)).toBe('The CA refuses.')
})

test('a refusal for another reason is left as it is', async () => {
  const other = stamp(OrderInvalid(orderId, { generation: 1, problem: problemOf('dns') }), mark)

  expect(await said(fails, other)).toBe('The CA refuses.')
})
