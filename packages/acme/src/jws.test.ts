import { createPublicKey, generateKeyPairSync, type JsonWebKey, verify } from 'node:crypto'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { createSigner } from './jws.ts'

const directory = 'https://example.com/directory'
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

/** RFC 8555 §7.3.4 computed by another client: the key of acmez's own test, of which only the public half is needed. */
const known = {
  jwk: {
    ...{ kty: 'EC', crv: 'P-256' },
    x: '5lhEug5xK4xBDZ2nAbaxLtaLiv85bxJ7ePd1dkO23HQ',
    y: '4aiK72sBeUAGkv0TaLsmwokYUYyNxGsS5EMIKwsNIKk',
  },
  jws: {
    protected:
      'eyJhbGciOiJIUzI1NiIsImtpZCI6ImVhYl90ZXN0X2tpZCIsInVybCI6Imh0dHBzOi8vZXhhbXBsZS5jb20vbmV3LWFjY291bnQifQ',
    payload:
      'eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6IjVsaEV1ZzV4SzR4QkRaMm5BYmF4THRhTGl2ODVieEo3ZVBkMWRrTzIzSFEiLCJ5IjoiNGFpSzcyc0JlVUFHa3YwVGFMc213b2tZVVl5TnhHc1M1RU1JS3dzTklLayJ9',
    signature: 'n8W4leIpOUZrX3vtFpAq4wCj66fo8f1aZpSVTkg7hY4',
  },
}

test('an external account binding is, member for member, what another client makes of the same key', () => {
  const accountKey = createPublicKey({ key: known.jwk, format: 'jwk' })
  const eab = { kid: 'eab_test_kid', hmacKey: Buffer.from('asdfasdf') }

  const jws = createSigner(directory, accountKey).bind('https://example.com/new-account', eab)

  expect(decoded(jws.protected)).toEqual(decoded(known.jws.protected))
  expect(decoded(jws.payload)).toEqual(decoded(known.jws.payload))
})

test.each([
  ['ES256', 'sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ['ES384', 'sha384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
  ['RS256', 'sha256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
])('a request that is signed with %s is verified by its own jwk', (alg, hash, accountKey) => {
  const url = 'https://example.com/new-account'
  const jws = createSigner(directory, accountKey).sign(url, { contact: [] }, { nonce: 'n-1' })

  const { jwk, ...header }: { jwk: JsonWebKey } = decoded(jws.protected)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const signed = Buffer.from(`${jws.protected}.${jws.payload}`)
  const signature = Buffer.from(jws.signature, 'base64url')
  expect(header).toEqual({ alg, nonce: 'n-1', url })
  expect(verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  expect(jwk).not.toHaveProperty('d')
})

test('without a payload the payload is empty, and an empty object is one', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = createSigner(directory, privateKey)
  const header = { nonce: 'n-1', kid: 'https://example.com/account/1' }

  expect(signer.sign('https://example.com/order/1', undefined, header).payload).toBe('')
  expect(signer.sign('https://example.com/challenge/1', {}, header).payload).toBe('e30')
})

test('acme-client is the one version whose inside was read', () => {
  const { version } = createRequire(import.meta.url)('acme-client/package.json')

  expect(version).toBe('5.4.0')
})
