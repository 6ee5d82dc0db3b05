import type { Authorization, Order } from '@certwire/acme'
import { anAuthorization, anOrder, fakeCa } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { pendingChallenges } from './challenges.ts'
import { signal } from './test-stage.ts'

const token = 't'.repeat(43)

/** What an order with these authorizations has to prove. */
async function challengesOf(
  authorizations: readonly Authorization[],
  status: Order['status'] = 'pending',
) {
  const { issuers, asked } = fakeCa({ authorization: authorizations })
  const order = anOrder({ status, authorizations: authorizations.map(({ url }) => url) })
  const found = pendingChallenges(order, await issuers.open('sandbox'), signal)
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
