import { expect, test } from 'vitest'
import { z } from 'zod'
import { providers } from './providers/index.ts'
import { ZoneConfig } from './zone-config.ts'

const good = {
  zone: 'example.com',
  provider: 'http-request',
  endpoint: 'https://dns.example.com/certwire',
  username: 'certwire',
  password: 'secret',
  servers: ['192.0.2.1', '192.0.2.1:5353', '[2001:db8::1]:53'],
}

test('a zone has its name, its provider and what that needs', () => {
  expect(ZoneConfig.parse(good)).toEqual(good)
})

test.each([
  ['an unknown provider', { provider: 'floppy' }],
  ['a misspelt key', { pasword: 'x' }],
  ['a key of another provider', { provider: 'sandbox' }],
  ['a name that is none', { zone: 'example com' }],
  ['a server without an address', { servers: ['ns1.example.com'] }],
  ['an empty list of servers', { servers: [] }],
  ['an endpoint that is not HTTP', { endpoint: 'ftp://dns.example.com' }],
  ['credentials in the endpoint', { endpoint: 'https://certwire:secret@dns.example.com' }],
])('%s is refused', (_what, change) => {
  expect(ZoneConfig.safeParse({ ...good, ...change }).success).toBe(false)
})

test('a refused configuration does not repeat its credentials', () => {
  const endpoint = 'https://certwire:secret@dns.example.com'

  expect(ZoneConfig.safeParse({ ...good, endpoint }).error?.message).not.toContain('secret@')
})

test('every provider is in the union by its own name, with its secrets marked', () => {
  const schema = z.toJSONSchema(ZoneConfig)

  expect(Object.keys(providers)).toEqual(Object.values(providers).map(({ name }) => name))
  expect(schema.oneOf?.map((one) => one)).toHaveLength(Object.keys(providers).length)
  expect(JSON.stringify(schema)).toContain('"secret":true')
})
