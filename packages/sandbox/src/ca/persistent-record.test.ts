import { expect, test } from 'vitest'
import { provesForEver } from './persistent-record.ts'

const wanted = {
  issuers: ['authority.example'],
  accountUri: 'https://authority.example/acct/123',
  isWildcard: false,
  now: new Date('2025-06-15T12:00:00Z'),
}
const record = 'authority.example; accounturi=https://authority.example/acct/123'

test.each([
  [record, true],
  [`${record}; persistUntil=1767225600`, true],
  [`${record}; persistUntil=1735689600`, false],
  [`${record}; persistUntil=soon`, false],
  [`${record}; policy=wildcard; persistUntil=4102444800`, true],
  ['Authority.example;accounturi=https://authority.example/acct/123', true],
  ['other.example; accounturi=https://authority.example/acct/123', false],
  ['authority.example; accounturi=https://authority.example/acct/124', false],
  ['authority.example', false],
  ['', false],
])('%j is a proof: %s', (text, isProof) => {
  expect(provesForEver(text, wanted)).toBe(isProof)
})

test('a wildcard wants the policy to say so', () => {
  const wildcard = { ...wanted, isWildcard: true }
  expect(provesForEver(record, wildcard)).toBe(false)
  expect(provesForEver(`${record}; policy=wildcard`, wildcard)).toBe(true)
})
