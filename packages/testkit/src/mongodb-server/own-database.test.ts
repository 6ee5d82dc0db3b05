import { expect, test } from 'vitest'
import { ownDatabase } from './own-database.ts'

const own = (uri: string) => ownDatabase(uri).replace(/certwire-test-[0-9a-f-]{36}/, 'OWN')

test('the database is replaced, and everything else stays', () => {
  expect(own('mongodb://a:1,b:2/orders?replicaSet=rs0')).toBe(
    'mongodb://a:1,b:2/OWN?replicaSet=rs0',
  )
  expect(own('mongodb+srv://host')).toBe('mongodb+srv://host/OWN')
})

test('a login stays where it was, which the old database may have said', () => {
  expect(own('mongodb://u:p@a/orders')).toBe('mongodb://u:p@a/OWN?authSource=orders')
  expect(own('mongodb://u:p@a')).toBe('mongodb://u:p@a/OWN?authSource=admin')
  expect(own('mongodb://u:p@a/orders?authSource=x')).toBe('mongodb://u:p@a/OWN?authSource=x')
})
