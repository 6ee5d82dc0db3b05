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

test('a CA that needs EAB and has none here is told of', () => {
  const ca = { ...withKey(32).issuers.ca, lacksEab: true as const }

  expect(adviceOn({ issuers: { ca } })).toEqual([
    'issuers.ca.eab: is missing, and this CA needs External Account Binding: kid and hmacKey from its portal, here or with `certwire eab add`',
  ])
})

test('what is as it should be needs no advice', () => {
  expect(adviceOn(withKey(32))).toEqual([])
})

test('credentials that do not look like those of the portal are told', () => {
  const ca = {
    ...withKey(32).issuers.ca,
    hvca: {
      ...{ url: 'https://hvca.example', clientCertificate: '', clientKey: Secret.of('') },
      ...{ apiKey: Secret.of('gsa_live_1'), apiSecret: Secret.of('0'.repeat(40)) },
    },
  }

  expect(adviceOn({ issuers: { ca } })).toEqual([
    'issuers.ca.hvca.apiKey: is not 16 hex digits, as the Atlas portal gives them',
  ])
})
