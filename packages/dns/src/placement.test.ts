import { expect, test } from 'vitest'
import { placement } from './placement.ts'
import type { TxtValue } from './provider.ts'
import { memoryProvider } from './providers/memory.ts'
import { reading } from './reading.ts'
import { internet, type World } from './test-support/internet.ts'
import { zonesOf } from './zones.ts'

const name = '_acme-challenge.www.example.com'
const value = 'v'.repeat(43)
const signal = new AbortController().signal

/** example.com, example.net and the delegated dev.example.net, each on a server of its own. */
const world: World = {
  recursive: {
    'SOA example.com': ['SOA'],
    'NS example.com': ['NS ns.example.com'],
    'A ns.example.com': ['A 192.0.2.1'],
    'SOA example.net': ['SOA'],
    'NS example.net': ['NS ns.example.net'],
    'A ns.example.net': ['A 192.0.2.2'],
    'SOA dev.example.net': ['SOA'],
    'NS dev.example.net': ['NS ns.dev.example.net'],
    'A ns.dev.example.net': ['A 192.0.2.3'],
  },
  '192.0.2.1': {},
  '192.0.2.2': {},
  '192.0.2.3': {},
}

function placed(
  change: World = {},
  configured = ['example.com', 'example.net'],
  challenge: TxtValue = { name, value },
) {
  const { query } = internet({ ...world, ...change })
  const zones = zonesOf(
    configured.map((zone) => ({
      ...{ name: zone, provider: memoryProvider(), authoritative: 'delegation' as const },
    })),
  )
  const options = { resolvers: ['198.51.100.1'], timeoutMs: 2000, clock: () => new Date(0) }
  return placement(zones, reading({ ...options, query }))([challenge], signal)
}

test('a record goes where it is asked for', async () => {
  expect(await placed()).toEqual([
    { challenge: { name, value }, record: { name, value }, zone: 'example.com' },
  ])
})

test('along CNAMEs it goes to where they end, in the zone that is there', async () => {
  const change = {
    '192.0.2.1': { [`NS ${name}`]: ['CNAME www.dev.example.net'] },
    '192.0.2.3': { 'NS www.dev.example.net': ['authority SOA dev.example.net'] },
  }

  expect(await placed(change)).toMatchObject([
    { record: { name: 'www.dev.example.net', value, via: name } },
  ])
})

test('a CNAME into a zone that is not configured is told with its target', async () => {
  const change = { '192.0.2.1': { [`NS ${name}`]: ['CNAME www.example.net'] } }

  await expect(placed(change, ['example.com'])).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_ZONE_NOT_CONFIGURED' },
    message: expect.stringContaining('www.example.net'),
  })
})

test('a name in no zone of ours may lead into one', async () => {
  const change = { '192.0.2.1': { [`NS ${name}`]: ['CNAME www.example.net'] } }

  expect(await placed(change, ['example.net'])).toMatchObject([
    { record: { name: 'www.example.net', via: name }, zone: 'example.net' },
  ])
})

test('CNAMEs that do not end are told', async () => {
  const change = {
    '192.0.2.1': { [`NS ${name}`]: ['CNAME www.example.net'] },
    '192.0.2.2': { 'NS www.example.net': [`CNAME ${name}`] },
  }

  await expect(placed(change)).rejects.toMatchObject({ code: 'ERR_DNS_CNAME_LOOP' })
})

test('while no server says whether there is a CNAME nothing is placed', async () => {
  await expect(placed({ '192.0.2.1': 'unreachable' })).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_LOOKUP_FAILED', message: expect.stringContaining(name) },
  })
})

test('who says that a CNAME leads somewhere is not believed', async () => {
  const forged = { name: 'www.example.com', value, via: name }

  await expect(placed({}, ['example.com'], forged)).rejects.toMatchObject({
    code: 'ERR_DNS_NAME_FORBIDDEN',
  })
})
