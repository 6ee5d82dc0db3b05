import type { Authorization } from '@certwire/acme'
import { anAuthorization, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { refusal } from './refusal.ts'

const error = (kind: string) => aProblem(kind).document

/** An authorization whose challenge the CA has this against. */
const refused = (name: string, kind: string, status: Authorization['status'] = 'invalid') =>
  anAuthorization({
    ...{ name, status, url: `https://ca.example/authz/${name}` },
    challenges: [
      { url: 'https://ca.example/chall/1', type: 'dns-01', status: 'invalid', error: error(kind) },
    ],
  })

/** Why an order with these authorizations is invalid. */
async function why(authorizations: readonly Authorization[], kind?: string) {
  const { issuers } = fakeCa({ authorization: authorizations })
  const order = anOrder({
    ...{ status: 'invalid', authorizations: authorizations.map(({ url }) => url) },
    ...(kind !== undefined && { error: error(kind) }),
  })
  const { acme } = await issuers.open('sandbox')
  return refusal(order, acme, new AbortController().signal)
}

test('the name that the CA refused is told, with what it says', async () => {
  const all = [anAuthorization({ status: 'valid' }), refused('b.example', 'unauthorized')]

  expect(await why(all)).toEqual({
    names: ['b.example'],
    problem: {
      ...{ code: 'ERR_AUTHORIZATION_INVALID', actor: 'operator', retryable: true },
      reason: 'The CA refused to authorize b.example: no',
      remedy:
        'See that all name servers of the zone answer the CA with the TXT record; then retry.',
      acme: error('unauthorized'),
    },
  })
})

test('of several names each is told, and what does not pass by itself says what to do', async () => {
  const wildcard = { ...refused('c.example', 'caa'), wildcard: true }

  expect(await why([refused('b.example', 'dns'), wildcard])).toMatchObject({
    names: ['b.example', '*.c.example'],
    problem: {
      reason: 'The CA refused to authorize *.c.example: no; b.example: no',
      ...{ acme: error('caa'), retryable: false },
    },
  })
})

test('what is no name is neither told nor counted', async () => {
  const hostile = refused('a b\u001b[31m', 'dns')

  expect(await why([hostile])).toEqual({
    problem: expect.objectContaining({
      reason: 'The CA refused to authorize one of its names: no',
    }),
  })
})

test('a valid authorization is not to blame for the error of an earlier look', async () => {
  const all = [refused('a.example', 'dns', 'valid'), refused('b.example', 'caa')]

  expect((await why(all)).problem.reason).toContain('b.example')
})

describe('what the CA saw decides who must act', () => {
  test.each([
    ['dns', 'operator', true],
    ['connection', 'operator', true],
    ['incorrectResponse', 'operator', true],
    ['unauthorized', 'operator', true],
    ['tls', 'operator', true],
    ['serverInternal', 'ca', true],
    ['rateLimited', 'nobody', true],
    ['caa', 'operator', false],
    ['rejectedIdentifier', 'requester', false],
    ['of-tomorrow', 'operator', false],
  ])('%s', async (kind, actor, retryable) => {
    expect((await why([refused('a.example', kind)])).problem).toMatchObject({ actor, retryable })
  })
})

test('without one in an authorization it is the order’s own error', async () => {
  const { problem } = await why([anAuthorization()], 'rejectedIdentifier')

  expect(problem).toMatchObject({
    ...{ reason: 'The CA gave the order up: no', actor: 'requester' },
    acme: error('rejectedIdentifier'),
  })
})

test.each([
  ['an authorization that has expired', 'expired', 'the authorization of a.example is expired'],
  ['no reason at all', 'valid', 'it gives no reason'],
] as const)('an order that ends with %s is placed anew', async (_, status, reason) => {
  expect((await why([anAuthorization({ status })])).problem).toMatchObject({
    ...{ code: 'ERR_ORDER_INVALID', actor: 'nobody', retryable: true },
    reason: `The order at the CA is over: ${reason}.`,
  })
})
