import { expect, test } from 'vitest'
import type { DnsProvider } from './provider.ts'
import { DnsProviderError } from './provider-error.ts'
import { memoryProvider } from './providers/memory.ts'
import { connectZones, zonesOf } from './zones.ts'

const signal = new AbortController().signal
const at = (name: string, value = 'one') => ({ name: `_acme-challenge.${name}`, value })
const zone = (name: string, provider: DnsProvider = memoryProvider()) => ({
  name,
  provider,
  authoritative: 'delegation' as const,
})

/** A provider that only writes down what it is asked. */
function recorder() {
  const changes: unknown[] = []
  const provider: DnsProvider = {
    change: async (of, change) => {
      changes.push([of, change])
      return 'accepted'
    },
  }
  return { changes, provider }
}

test('the zone of a name is the one with the longest suffix', () => {
  const zones = zonesOf([zone('example.com'), zone('dev.example.com'), zone('com')])

  const found = ['a.dev.example.com', 'dev.example.com', 'A.Example.com.', 'notexample.com']

  expect(found.map((name) => zones.zoneFor(name).name)).toEqual([
    'dev.example.com',
    'dev.example.com',
    'example.com',
    'com',
  ])
})

test('a name without a zone names the zones known', () => {
  const zones = zonesOf([zone('example.com'), zone('example.net')])

  expect(() => zones.zoneFor('www.example.org')).toThrow(
    expect.objectContaining({
      code: 'ERR_DNS_ZONE_NOT_CONFIGURED',
      message: expect.stringMatching(/www\.example\.org.*example\.com, example\.net/),
    }),
  )
})

test('records are presented with one change per zone, each once', async () => {
  const { changes, provider } = recorder()
  const zones = zonesOf([zone('example.com', provider), zone('example.net', provider)])

  await zones.present(
    [at('example.com'), at('www.example.com'), at('example.net'), at('example.com', 'two')],
    signal,
  )

  expect(changes).toEqual([
    [
      'example.com',
      { add: [at('example.com'), at('www.example.com'), at('example.com', 'two')], remove: [] },
    ],
    ['example.net', { add: [at('example.net')], remove: [] }],
  ])
})

test('clean-up removes exactly what it is told', async () => {
  const dns = memoryProvider()
  const zones = zonesOf([zone('example.com', dns)])
  await zones.present([at('example.com', 'one'), at('example.com', 'two')], signal)

  await zones.cleanUp([at('example.com', 'one')], signal)

  expect(dns.records).toEqual([at('example.com', 'two')])
})

test('clean-up passes over what no zone holds', async () => {
  const dns = memoryProvider()
  const zones = zonesOf([zone('example.com', dns)])
  await zones.present([at('example.com')], signal)

  await zones.cleanUp([at('example.org'), at('example.com')], signal)

  expect(dns.records).toEqual([])
})

test('one name without a zone keeps all from being written', async () => {
  const dns = memoryProvider()
  const zones = zonesOf([zone('example.com', dns)])

  const presenting = zones.present([at('example.com'), at('example.org')], signal)

  await expect(presenting).rejects.toMatchObject({ code: 'ERR_DNS_ZONE_NOT_CONFIGURED' })
  expect(dns.records).toEqual([])
})

test('a zone that fails does not stop another', async () => {
  const dns = memoryProvider()
  const refusal = new DnsProviderError('ERR_DNS_PROVIDER_REFUSED', 'no')
  const refusing: DnsProvider = { change: () => Promise.reject(refusal) }
  const zones = zonesOf([zone('example.com', refusing), zone('example.net', dns)])

  const presenting = zones.present([at('example.com'), at('example.net')], signal)

  await expect(presenting).rejects.toBe(refusal)
  expect(dns.records).toEqual([at('example.net')])
})

test('a zone may be configured once', () => {
  const config = {
    zone: 'example.com',
    provider: 'sandbox',
    endpoint: 'http://127.0.0.1:1',
  } as const

  expect(() => connectZones([config, { ...config, zone: 'Example.com.' }])).toThrow(
    expect.objectContaining({ code: 'ERR_DNS_ZONE_CONFIGURED_TWICE' }),
  )
})

test('the servers of a zone are asked for its names, those of others by delegation', () => {
  const config = { provider: 'sandbox', endpoint: 'http://127.0.0.1:1' } as const
  const zones = connectZones([{ ...config, zone: 'example.com', servers: ['127.0.0.1:5353'] }])

  expect(zones.authoritative('_acme-challenge.example.com')).toEqual(['127.0.0.1:5353'])
  expect(zones.authoritative('_acme-challenge.example.net')).toBe('delegation')
})
