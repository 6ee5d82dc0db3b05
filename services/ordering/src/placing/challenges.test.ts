import { type Authorization, accountLabel, type Order } from '@certwire/acme'
import { anAuthorization, anOrder, fakeCa, type Issuer } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { pendingChallenges } from './challenges.ts'

const token = 't'.repeat(43)

/** What an order with these authorizations has to prove. */
async function challengesOf(
  authorizations: readonly Authorization[],
  status: Order['status'] = 'pending',
  ours: Issuer['challenges'] = ['dns-01'],
) {
  const { issuers, asked } = fakeCa({ authorization: authorizations })
  const order = anOrder({ status, authorizations: authorizations.map(({ url }) => url) })
  const issuer = { ...(await issuers.open('sandbox')), challenges: ours }
  const found = pendingChallenges(order, issuer, signal)
  return { asked, found: await found.catch(({ code }) => code) }
}

test('a wildcard and its apex are proved by two values under one name', async () => {
  const { found } = await challengesOf([anAuthorization(), anAuthorization({ wildcard: true })])

  const record = { name: '_acme-challenge.a.example', value: token }
  const url = 'https://ca.example/chall/1'
  expect(found).toEqual({
    challenges: [
      { name: 'a.example', url, record },
      { name: '*.a.example', url, record },
    ],
  })
})

test('what was proved before is not proved again', async () => {
  const { found } = await challengesOf([
    ...[anAuthorization({ status: 'valid' }), anAuthorization({ name: 'b.example' })],
  ])

  expect(found).toMatchObject({ challenges: [{ name: 'b.example' }] })
})

test('an order that is born ready is not even asked', async () => {
  const { found, asked } = await challengesOf([anAuthorization()], 'ready')

  expect([found, asked]).toEqual([{ challenges: [] }, []])
})

test.each<[string, readonly string[], string]>([
  [
    'another challenge',
    ['http-01', 'tls-alpn-01'],
    'offers "http-01", "tls-alpn-01" for "a.example"',
  ],
  ['no challenge', [], 'offers no challenge for "a.example"'],
])('a CA that offers %s does not get what we cannot give', async (_, types, why) => {
  const challenges = types.map((type) => ({ url: 'u', type, status: 'pending' as const, token }))

  const { found } = await challengesOf([anAuthorization({ challenges })])

  expect(found.problem).toMatchObject({
    ...{ code: 'ERR_CHALLENGE_UNSUPPORTED', actor: 'operator', retryable: false },
    reason: expect.stringContaining(why),
  })
})

describe('of several challenges', () => {
  const offered = ['dns-persist-01', 'dns-account-01', 'dns-01'] as const
  const challenges = offered.map((type) => ({
    ...{ url: `https://ca.example/${type}`, type, status: 'pending' as const, token },
    ...(type === 'dns-persist-01' && { issuerDomainNames: ['ca.example', 'other.example'] }),
  }))
  const value = 'ca.example; accounturi=https://ca.example/account/1'

  test.each([
    ['dns-01', '_acme-challenge.a.example', token],
    [
      'dns-account-01',
      `${accountLabel('https://ca.example/account/1')}._acme-challenge.a.example`,
      token,
    ],
    ['dns-persist-01', '_validation-persist.a.example', `${value}; policy=wildcard`],
  ] as const)('the preferred one is taken: %s', async (type, name, answer) => {
    const of = anAuthorization({ challenges, wildcard: true })

    const { found } = await challengesOf([of], 'pending', [type, 'dns-01'])

    const record = { name, value: answer }
    expect(found.challenges).toEqual([
      { name: '*.a.example', url: `https://ca.example/${type}`, record },
    ])
  })

  test('one that the CA does not offer, or that is lost, gives way to the next', async () => {
    const left = challenges.map((one) => ({
      ...{ ...one, issuerDomainNames: [] },
      status: one.type === 'dns-account-01' ? ('invalid' as const) : one.status,
    }))
    const of = anAuthorization({ challenges: left })

    const { found } = await challengesOf([of], 'pending', [
      'dns-account-01',
      'dns-persist-01',
      'dns-01',
    ])

    expect(found.challenges).toMatchObject([{ url: 'https://ca.example/dns-01' }])
  })

  test('one with hostile text is not understood', async () => {
    const hostile = { ...challenges[0], issuerDomainNames: ['a" ; x\u001b'] } as never
    const of = anAuthorization({ challenges: [hostile] })

    expect((await challengesOf([of], 'pending', ['dns-persist-01'])).found).toBe('ERR_CA_MALFORMED')
  })
})

test('an address that is not valid already cannot be proved', async () => {
  const { found } = await challengesOf([anAuthorization({ name: '8.8.8.8' })])

  expect(found.problem).toMatchObject({
    ...{ code: 'ERR_CHALLENGE_UNSUPPORTED', actor: 'operator', retryable: false },
    reason: expect.stringContaining('8.8.8.8'),
  })
})

test.each(['expired', 'deactivated', 'invalid', 'revoked'] as const)(
  'an authorization that is %s is lost, and with it the order',
  async (status) => {
    const { found } = await challengesOf([anAuthorization({ status })])

    expect(found.problem).toMatchObject({ code: 'ERR_AUTHORIZATION_STATUS', retryable: true })
  },
)

test.each([
  ['no name', 'a b\u001b[2J'],
  ['too long for a challenge', `${'a.'.repeat(120)}example`],
])('a CA that wants proof of %s is not understood', async (_, name) => {
  const { found } = await challengesOf([anAuthorization({ name })])

  expect(found).toBe('ERR_CA_MALFORMED')
})
