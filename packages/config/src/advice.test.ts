import { Secret } from '@certwire/secrets'
import { expect, test } from 'vitest'
import { adviceOn } from './advice.ts'

const withKey = (bytes: number) => {
  const hmacKey = Secret.of(Buffer.alloc(bytes, 7).toString('base64url'))
  const issuer = {
    name: 'ca',
    directory: 'https://ca.example',
    contact: [],
    origins: [],
    propagation: 'all' as const,
  }
  return { issuers: { ca: { ...issuer, eab: { kid: 'k', hmacKey } } } }
}

test('a MAC key that is short is used, and told', () => {
  expect(adviceOn(withKey(16))).toEqual([
    'issuers.ca.eab.hmacKey: the MAC key has only 16 bytes, less than HS256 should have (32)',
  ])
})

test('what is as it should be needs no advice', () => {
  expect(adviceOn(withKey(32))).toEqual([])
})
