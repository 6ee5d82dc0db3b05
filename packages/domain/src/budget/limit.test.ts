import { describe, expect, test } from 'vitest'
import { limits, registeredDomains } from './limit.ts'
import { namedLimit } from './named-limit.ts'

test('registered domains are those of the public suffix list, each once', () => {
  const names = ['a.example.co.uk', '*.example.co.uk', 'b.github.io', 'example.org']

  expect(registeredDomains(names)).toEqual(['b.github.io', 'example.co.uk', 'example.org'])
})

test('what has no registered domain counts for itself', () => {
  expect(registeredDomains(['localhost'])).toEqual(['localhost'])
})

test('a set is the same in any order', () => {
  const { keysOf } = limits.certificatesPerSet

  expect(keysOf(['b.example', 'a.example', 'b.example'])).toEqual(
    keysOf(['a.example', 'b.example']),
  )
})

test('an order takes a challenge for each of its names, and one of everything else', () => {
  const names = ['a.example', 'b.example']

  expect(limits.challenges.weightOf(names)).toBe(2)
  expect(limits.orders.weightOf(names)).toBe(1)
})

describe('a refusal is about', () => {
  const names = ['www.example.org', '*.example.org', 'other.test']
  const said = (detail: string, more: { help?: string; identifiers?: string[] } = {}) =>
    namedLimit({ detail, identifiers: [], ...more }, names)

  test.each([
    [
      'the registered domain that it names',
      'too many certificates (50) already issued for "example.org" in the last 168h0m0s',
      { limit: 'certificatesPerDomain', keys: ['example.org'] },
    ],
    [
      'the set of names',
      'too many certificates (5) already issued for this exact set of identifiers',
      { limit: 'certificatesPerSet', keys: ['*.example.org,other.test,www.example.org'] },
    ],
    [
      'the name that failed',
      'too many failed authorizations (5) for "www.example.org" in the last 1h0m0s',
      { limit: 'failures', keys: ['www.example.org'] },
    ],
    [
      'all names, when it does not say which is paused',
      'one of the names is paused',
      { limit: 'failures', keys: ['example.org', 'other.test', 'www.example.org'] },
    ],
    ['a name that it mentions', 'slow down with www.example.org.', { limit: 'failures' }],
    ['new accounts', 'too many registrations from this address', { limit: 'accounts' }],
    ['the account', 'too many new orders (300) from this account', { limit: 'orders', keys: [''] }],
    ['the account, when nobody knows', 'no', { limit: 'orders', keys: [''] }],
    ['no name that only looks alike', 'not anexample.org, not example.org.uk', { limit: 'orders' }],
  ])('%s', (_, detail, limit) => {
    expect(said(detail)).toMatchObject(limit)
  })

  test('what its help page is about', () => {
    const help = 'https://ca.example/docs/#new-certificates-per-exact-set-of-identifiers'

    expect(said('too many', { help }).limit).toBe('certificatesPerSet')
  })

  test('the identifiers of its subproblems', () => {
    expect(said('too many', { identifiers: ['other.test'] })).toEqual({
      ...{ limit: 'certificatesPerDomain', keys: ['other.test'] },
    })
  })
})
