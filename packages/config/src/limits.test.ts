import { expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const directory = 'https://ca.example/directory'
const issuing = (issuer: object, name = 'ca') =>
  JSON.stringify({ defaultIssuer: name, issuers: { [name]: issuer } })

const limitsOf = async (issuer: object, name = 'ca') =>
  (await load({ yaml: issuing(issuer, name) })).issuers[name]?.limits

test('limits are those of the built-in issuer, and are learned where nothing is known', async () => {
  expect(await limitsOf({}, 'letsencrypt')).toBe('letsencrypt')
  expect(await limitsOf({ extends: 'letsencrypt-staging' })).toBe('letsencrypt')
  expect(await limitsOf({ directory })).toBeUndefined()
})

test('a profile that is named, and own figures, come before those', async () => {
  const own = { orders: { count: 50, hours: 1 }, exemptsRenewals: true }

  expect(await limitsOf({ limits: 'learned' }, 'letsencrypt')).toBe('learned')
  expect(await limitsOf({ directory, limits: own })).toEqual(own)
})

test.each([
  ['a profile that nobody knows', 'zerossl'],
  ['a figure without its time', { orders: 50 }],
  ['a limit that nobody knows', { domains: { count: 1, hours: 1 } }],
  ['nothing at all in an hour', { orders: { count: 0, hours: 1 } }],
])('%s is refused', async (_, limits) => {
  expect(await wrong({ yaml: issuing({ directory, limits }) })).toEqual([
    'issuers.ca.limits ERR_CONFIG_INVALID',
  ])
})
