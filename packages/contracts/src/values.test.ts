import { describe, expect, test } from 'vitest'
import {
  CertificateId,
  ChallengeRecord,
  DnsName,
  Instant,
  IssuerName,
  KeyType,
  OrderId,
} from './values.ts'

const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`

describe.each([
  [
    'an order',
    OrderId,
    ['ord_1', `ord_${'a'.repeat(60)}`],
    ['ord_', '1', 'crt_1', 'ORD_1', ` ord_1`, 'ord_1\n', `ord_${'a'.repeat(61)}`],
  ],
  ['a certificate', CertificateId, [`crt_${'0'.repeat(40)}`], ['ord_1', 'crt_a.b']],
  [
    'a name',
    DnsName,
    ['example.com', '*.example.com', 'xn--mnchen-3ya.de', `*.${longest}`],
    [
      '',
      'Example.com',
      'example.com.',
      'a..b',
      '*',
      'a.*.b',
      'a b',
      'münchen.de',
      `*.${longest}d`,
      `${'a'.repeat(64)}.de`,
    ],
  ],
  [
    'an issuer',
    IssuerName,
    ['atlas', 'lets-encrypt-2'],
    ['', '-a', 'Atlas', 'a.b', 'a_b', 'a'.repeat(64)],
  ],
  ['a key type', KeyType, ['p256', 'rsa4096'], ['P256', 'rsa1024', 'ed25519']],
  [
    'an instant',
    Instant,
    ['2026-11-24T12:00:00.000Z'],
    ['2026-11-24', '2026-11-24T12:00:00+01:00', '2026-13-24T12:00:00Z', 'now', ''],
  ],
])('%s', (_, schema, good, bad) => {
  test.each(good)('may be %j', (text) => {
    expect(schema.parse(text)).toBe(text)
  })

  test.each(bad)('is not %j', (text) => {
    expect(schema.safeParse(text).success).toBe(false)
  })

  test.each([[undefined], [null], [5], [{}], [[]], [{ $ne: null }]])('is not %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false)
  })
})

test('a challenge record holds the digest of RFC 8555 §8.4 and nothing else', () => {
  const record = { name: '_acme-challenge.example.com', value: 'v'.repeat(43) }

  expect(ChallengeRecord.parse({ ...record, later: 1 })).toEqual(record)
  for (const value of ['', 'v'.repeat(42), 'v'.repeat(44), `${'v'.repeat(42)}=`, 'v=spf1 -all'])
    expect(ChallengeRecord.safeParse({ ...record, value }).success).toBe(false)
})
