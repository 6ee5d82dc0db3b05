import { expect, test } from 'vitest'
import { challengeRecord, guarded } from './challenge-guard.ts'
import type { TxtChange, TxtValue } from './provider.ts'
import { providers } from './providers/index.ts'
import { context } from './test-support/context.ts'

const signal = new AbortController().signal
const name = '_acme-challenge.example.com'
const forbidden = { code: 'ERR_DNS_NAME_FORBIDDEN' }

/** A provider that keeps what it is handed. */
function handing() {
  const handed: TxtChange[] = []
  const provider = guarded({
    capacity: { records: 1 },
    change: async (_zone, change) => void handed.push(change),
  })
  return {
    handed,
    add: (...add: TxtValue[]) => provider.change('example.com', { add, remove: [] }, signal),
  }
}

test('a record has no type to give, and one that is given all the same goes no further', async () => {
  const { handed, add } = handing()

  // @ts-expect-error a record is a TXT record
  await add({ name, value: 'one', type: 'A', ttl: 1 })

  expect(handed).toEqual([{ add: [{ name, value: 'one' }], remove: [] }])
})

test('of a change with one forbidden record nothing is handed on', async () => {
  const { handed, add } = handing()

  await expect(
    add({ name, value: 'one' }, { name: 'example.com', value: 'two' }),
  ).rejects.toMatchObject(forbidden)

  expect(handed).toEqual([])
})

const noChallengeNames = ['', 'www.example.com', '_acme-challenge.', `*.${name}`, `${name}\n`]

test('where a CNAME leads is written only for a challenge name', async () => {
  const target = { name: 'target.example.com', value: 'one' }

  expect(challengeRecord({ ...target, via: name.toUpperCase() })).toEqual({ ...target, via: name })
  for (const via of noChallengeNames)
    expect(() => challengeRecord({ ...target, via })).toThrow(expect.objectContaining(forbidden))
})

const endpoint = 'http://127.0.0.1:9'
const configs = {
  cloudflare: { apiToken: 'token', endpoint },
  'http-request': { endpoint },
  rfc2136: { server: '127.0.0.1:9' },
  route53: { endpoint },
  sandbox: { endpoint },
} satisfies Record<keyof typeof providers, object>

test.each(Object.values(providers))('$name is behind the guard', async (provider) => {
  const config = provider.config.parse(configs[provider.name])
  // What the provider's own schema has parsed.
  const { change } = provider.connect(config as never, context)
  const add = [{ name: 'www.example.com', value: 'one' }]

  await expect(change('example.com', { add, remove: [] }, signal)).rejects.toMatchObject(forbidden)
})

const account = '_ujmmovf2vn55tgye._acme-challenge.example.com'
const persistent = '_validation-persist.example.com'
const digest = 'd'.repeat(43)
const standing = 'ca.example; accounturi=https://ca.example/acct/1'

test.each([
  [account, digest],
  [persistent, standing],
  [persistent, `${standing}; policy=wildcard`],
])('%s may hold %s', (name, value) => {
  expect(challengeRecord({ name, value })).toEqual({ name, value })
})

test.each([
  ['x._acme-challenge.example.com', digest],
  ['_ujmmovf2vn55tgy1._acme-challenge.example.com', digest],
  ['_ujmmovf2vn55tgyeX._acme-challenge.example.com', digest],
  ['_validation-persist', standing],
  ['x._validation-persist.example.com', standing],
  ['_validation-persistx.example.com', standing],
  [persistent, digest],
  [name, standing],
  [account, standing],
  [persistent, `${standing}"`],
  [persistent, `${standing}\\`],
  [persistent, `${standing} x`],
  [persistent, `${standing}; policy=other`],
  [persistent, `${standing}\n_x 60 IN A 192.0.2.66`],
  [persistent, 'v=spf1 -all'],
  [persistent, 'ca.example; accounturi=http://ca.example/acct/1'],
  [persistent, `${standing}${'x'.repeat(255)}`],
])('%s may not hold %s', (forbiddenName, value) => {
  expect(() => challengeRecord({ name: forbiddenName, value })).toThrow(
    expect.objectContaining(forbidden),
  )
})
