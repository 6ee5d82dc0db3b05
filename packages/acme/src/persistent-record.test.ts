import { expect, test } from 'vitest'
import { persistentRecord } from './persistent-record.ts'

const record = {
  issuerDomainName: 'authority.example',
  accountUrl: 'https://authority.example/acct/123',
}

test('the record of dns-persist-01 names the CA and the account', () => {
  expect(persistentRecord(record)).toBe(
    'authority.example; accounturi=https://authority.example/acct/123',
  )
})

test('it may be for wildcards, and end', () => {
  const persistUntil = new Date('2100-01-01T00:00:00.000Z')

  expect(persistentRecord({ ...record, wildcard: true, persistUntil })).toBe(
    'authority.example; accounturi=https://authority.example/acct/123; policy=wildcard; persistUntil=4102444800',
  )
})
