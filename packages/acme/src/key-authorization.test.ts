import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keyAuthorizationDigest, thumbprint } from './key-authorization.ts'

const vectors = [
  {
    of: 'RFC 7638 §3.1, RSA',
    jwk: {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
    },
    print: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  },
  {
    of: 'RFC 8037 A.3, Ed25519',
    jwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    print: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  },
  {
    of: 'the P-521 key of RFC 7520 §3.1',
    jwk: {
      ...{ kty: 'EC', crv: 'P-521' },
      x: 'AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt',
      y: 'AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1',
    },
    print: 'dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M',
  },
]

test.each(vectors)('the thumbprint of $of', ({ jwk, print }) => {
  expect(thumbprint(createPublicKey({ key: jwk, format: 'jwk' }))).toBe(print)
})

test('the two halves of a key have one thumbprint', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  expect(thumbprint(privateKey)).toBe(thumbprint(publicKey))
})

describe('the digest of a key authorization', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const token = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0'

  test('is the SHA-256 of token and thumbprint, for a key and for its thumbprint', () => {
    const expected = createHash('sha256').update(`${token}.${thumbprint(privateKey)}`)

    const digest = keyAuthorizationDigest(token, privateKey)
    expect(digest).toBe(expected.digest('base64url'))
    expect(keyAuthorizationDigest(token, thumbprint(privateKey))).toBe(digest)
  })

  test('is what OpenSSL makes of it', () => {
    expect(keyAuthorizationDigest('token', 'thumbprint')).toBe(
      '61rBZ_4knHblO0MNoxFsXZ_eTFUHum0B6IVRbhvUn5I',
    )
  })

  test.each(['', 'a.b', 'a b', '../../etc', 'a\n', 'ä', 'a'.repeat(257)])(
    'of the token %j is refused',
    (bad) => {
      expect(() => keyAuthorizationDigest(bad, privateKey)).toThrow(
        expect.objectContaining({ code: 'ERR_CA_MALFORMED' }),
      )
    },
  )
})
