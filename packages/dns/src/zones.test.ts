import { expect, test } from 'vitest'
import { memoryProvider } from './providers/memory.ts'
import { context } from './test-support/context.ts'
import { connectZones, zonesOf } from './zones.ts'

const zone = (name: string) => ({
  name,
  provider: memoryProvider(),
  authoritative: 'delegation' as const,
})

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

test('a zone may be configured once', () => {
  const config = {
    zone: 'example.com',
    provider: 'sandbox',
    endpoint: 'http://127.0.0.1:1',
  } as const

  expect(() => connectZones([config, { ...config, zone: 'Example.com.' }], context)).toThrow(
    expect.objectContaining({ code: 'ERR_DNS_ZONE_CONFIGURED_TWICE' }),
  )
})

test('the servers of a zone are asked for its names, those of others by delegation', () => {
  const config = { provider: 'sandbox', endpoint: 'http://127.0.0.1:1' } as const
  const zones = connectZones(
    [{ ...config, zone: 'example.com', servers: ['127.0.0.1:5353'] }],
    context,
  )

  expect(zones.authoritative('_acme-challenge.example.com')).toEqual(['127.0.0.1:5353'])
  expect(zones.authoritative('_acme-challenge.example.net')).toBe('delegation')
})
