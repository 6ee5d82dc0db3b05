import { expect, test } from 'vitest'
import { networkFailure } from './network-failure.ts'

const of = (code: string, changes = true) =>
  networkFailure(Object.assign(new Error('no'), { code }), {
    ...{ host: 'ca.example', changes, timedOut: false },
  })

test.each([
  ['ECONNREFUSED', 'ERR_CA_UNREACHABLE'],
  ['ENOTFOUND', 'ERR_CA_UNREACHABLE'],
  ['UND_ERR_CONNECT_TIMEOUT', 'ERR_CA_TIMEOUT'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'ERR_CA_TLS'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_CA_TLS'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_CA_TLS'],
])('%s is %s, and nothing was sent', (code, expected) => {
  expect(of(code)).toMatchObject({ code: expected, outcomeUnknown: false })
})

test.each([
  ['ECONNRESET', 'ERR_CA_UNREACHABLE'],
  ['UND_ERR_SOCKET', 'ERR_CA_UNREACHABLE'],
  ['UND_ERR_HEADERS_TIMEOUT', 'ERR_CA_TIMEOUT'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'ERR_CA_TLS'],
  ['EPROTO', 'ERR_CA_TLS'],
  ['HPE_INVALID_CONSTANT', 'ERR_CA_MALFORMED'],
])('%s is %s, and may have come after the CA did what was asked', (code, expected) => {
  expect(of(code)).toMatchObject({ code: expected, outcomeUnknown: true })
  expect(of(code, false)).toMatchObject({ code: expected, outcomeUnknown: false })
})

test('of several addresses the first one’s failure is told', () => {
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
  const context = { host: 'ca.example', changes: true, timedOut: false }

  expect(networkFailure(new AggregateError([refused]), context)).toMatchObject({
    ...{ code: 'ERR_CA_UNREACHABLE', outcomeUnknown: false },
  })
})

test('what nobody knows is a CA that cannot be reached', () => {
  const context = { host: 'ca.example', changes: false, timedOut: false }

  expect(networkFailure('odd', context)).toMatchObject({ code: 'ERR_CA_UNREACHABLE' })
})
