import { expect, test } from 'vitest'
import { resolver, resolverName } from './resolver.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['[2001:db8::1]:5353', '[2001:db8::1]:5353'],
  ['https://dns.example/dns-query', 'dns.example'],
  ['https://192.0.2.1:8443/customer-7?a=b', '192.0.2.1:8443'],
])('%s is a resolver, known as %s', (text, name) => {
  const found = resolver(text) ?? expect.fail()

  expect(resolverName(found)).toBe(name)
})

test.each([
  'dns.example',
  'http://dns.example/dns-query',
  'tls://dns.example',
  'https://',
  'https://user:password@dns.example/',
  'https://dns.example/dns-query{?dns}',
  'https://dns.example/#a',
  'https://dns.example/a b',
])('%s is none', (text) => {
  expect(resolver(text)).toBeUndefined()
})
