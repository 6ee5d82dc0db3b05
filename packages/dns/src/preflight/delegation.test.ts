import { expect, test } from 'vitest'
import { DnsProviderError } from '../provider-error.ts'
import { memoryProvider } from '../providers/memory.ts'
import { challenge, resolved, server, stage } from '../test-support/preflight-stage.ts'

const soa = (line: string) => ({ ...server, 'SOA example.com': [line] })
const both = (of: typeof server | 'unreachable') => ({ '192.0.2.1': of, '192.0.2.2': of })
const lame = { ...server, 'SOA example.com': ['SOA', 'not authoritative'] }

test.each([
  ['is not authoritative', lame, 'ERR_DNS_DELEGATION'],
  ['says SERVFAIL', soa('SERVFAIL'), 'ERR_DNS_SERVFAIL'],
  ['says REFUSED', soa('REFUSED'), 'ERR_DNS_REFUSED'],
  ['cannot be reached', 'unreachable' as const, 'ERR_DNS_UNREACHABLE'],
])('where every server %s, it is a failure', async (_what, each, code) => {
  const { says } = stage({ world: both(each) })

  expect(await says('delegation')).toMatch(`failure ${code}: ns1.example.com: `)
})

test('where one is lame, it is named, and the others will do', async () => {
  const { says } = stage({ world: { '192.0.2.2': lame } })

  expect(await says('delegation')).toBe(
    'warning ERR_DNS_DELEGATION: of 2 servers: ns2.example.com: not authoritative',
  )
})

test('servers that fail in different ways have in common that none is good', async () => {
  const { says } = stage({ world: { '192.0.2.1': soa('REFUSED'), '192.0.2.2': 'unreachable' } })

  expect(await says('delegation')).toMatch(/^failure ERR_DNS_DELEGATION: .*REFUSED.*unreachable/)
})

test('a server that this machine reaches over one IP version only is no trouble', async () => {
  const recursive = { ...resolved, 'AAAA ns1.example.com': ['AAAA 2001:db8::1'] }
  const { says } = stage({ world: { recursive } })

  expect(await says('delegation')).toMatch(/^ok/)
})

test('a server without an address is named', async () => {
  const { says } = stage({ world: { recursive: { ...resolved, 'A ns2.example.com': [] } } })

  expect(await says('delegation')).toMatch(/ns2\.example\.com: no address$/)
})

test('a zone that nobody has delegated is told', async () => {
  const { 'SOA example.com': _, ...recursive } = resolved
  const com = { [`NS ${challenge}`]: ['authority @com SOA'] }
  const { says } = stage({ world: { recursive, '192.0.2.9': com } })

  expect(await says('delegation')).toBe(
    `failure ERR_DNS_DELEGATION: the name is ${challenge}, and there is no zone for it below com`,
  )
})

test.each([
  ['none of them', ['ns1.other.example'], 'warning'],
  ['not all of them', ['NS1.example.com.'], 'warning'],
  ['all of them', ['ns1.example.com', 'ns2.example.com'], 'ok'],
])('of the servers, the provider has the zone on %s', async (_what, names, level) => {
  const provider = { ...memoryProvider(), nameServers: async () => names }
  const { says } = stage({ zones: [{ provider }] })

  expect(await says('delegation')).toMatch(new RegExp(`^${level}`))
})

test('a provider that cannot say is not held against the zone', async () => {
  const nameServers = () => Promise.reject(new DnsProviderError('ERR_DNS_PROVIDER_AUTH', 'no'))
  const { says } = stage({ zones: [{ provider: { ...memoryProvider(), nameServers } }] })

  expect(await says('delegation')).toMatch(/^ok/)
})
