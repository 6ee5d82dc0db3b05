import { expect, test } from 'vitest'
import { propagation } from './propagation.ts'
import type { PropagationPolicy } from './propagation-policy.ts'
import { type ReadingOptions, reading } from './reading.ts'
import { internet, type World } from './test-support/internet.ts'

const name = '_acme-challenge.www.example.com'
const records = [{ name, value: 'one' }]
const signal = new AbortController().signal
const checking = (options: ReadingOptions) => propagation(reading(options))
const out = { complete: true, lagging: [] }

const zones = {
  'SOA example.com': ['SOA'],
  'NS example.com': ['NS ns1.example.com', 'NS ns2.example.com'],
  'A ns1.example.com': ['A 192.0.2.1'],
  'AAAA ns1.example.com': ['AAAA 2001:db8::1'],
  'A ns2.example.com': ['A 192.0.2.2'],
  'SOA example.net': ['SOA'],
  'NS example.net': ['NS ns.example.net'],
  'A ns.example.net': ['A 192.0.2.3'],
}

/** example.com on two servers, one of which has IPv6 as well; example.net on a third. */
const world: World = {
  recursive: zones,
  '192.0.2.1': { [`TXT ${name}`]: ['TXT one'] },
  '2001:db8::1': { [`TXT ${name}`]: ['TXT one'] },
  '192.0.2.2': { [`TXT ${name}`]: ['TXT one'] },
  '192.0.2.3': {},
}

function set(change: World = {}, clock = () => new Date(0)) {
  const { query, asked } = internet({ ...world, ...change })
  const { check } = checking({ resolvers: ['198.51.100.1'], timeoutMs: 2000, clock, query })
  return { check: (policy: PropagationPolicy = 'all') => check(records, policy, signal), asked }
}

test('every address of every server of the zone is asked', async () => {
  const { check, asked } = set()

  expect(await check()).toMatchObject(out)
  expect(asked.filter((question) => question.endsWith(`TXT ${name}`)).sort()).toEqual([
    `192.0.2.1 TXT ${name}`,
    `192.0.2.2 TXT ${name}`,
    `2001:db8::1 TXT ${name}`,
  ])
})

test('a resolver is never asked for the challenge name, whatever the type', async () => {
  const { check, asked } = set()

  await check()

  expect(asked.filter((question) => question.startsWith('recursive')).join()).not.toContain(
    '_acme-challenge',
  )
})

test('a server that lags is named with its address', async () => {
  const { check } = set({ '192.0.2.2': {} })

  expect(await check()).toMatchObject({
    complete: false,
    lagging: [{ server: 'ns2.example.com (192.0.2.2)', name, saw: 'NXDOMAIN' }],
  })
})

test('a server that cannot be reached over IPv6 does not block when it answers over IPv4', async () => {
  const { check } = set({ '2001:db8::1': 'unreachable' })

  expect(await check()).toMatchObject(out)
})

test('a server that answers over IPv6 with something else does block', async () => {
  const { check } = set({ '2001:db8::1': {} })

  expect((await check()).lagging).toEqual([
    { server: 'ns1.example.com (2001:db8::1)', name, saw: 'NXDOMAIN' },
  ])
})

test('a server that cannot be reached at all blocks', async () => {
  const { check } = set({ '192.0.2.1': 'unreachable', '2001:db8::1': 'unreachable' })

  expect((await check()).lagging.map(({ server }) => server)).toEqual([
    'ns1.example.com (192.0.2.1)',
    'ns1.example.com (2001:db8::1)',
  ])
})

test('a server without an address lags, and the others are asked all the same', async () => {
  const { check } = set({ recursive: { ...zones, 'A ns2.example.com': [] } })

  expect((await check()).lagging).toEqual([{ server: 'ns2.example.com', name, saw: 'no address' }])
})

test('an answer from a cache is not believed', async () => {
  const { check } = set({ '192.0.2.2': { [`TXT ${name}`]: ['not authoritative', 'TXT one'] } })

  expect((await check()).lagging).toEqual([
    { server: 'ns2.example.com (192.0.2.2)', name, saw: 'not authoritative' },
  ])
})

test('a CNAME is followed into the zone where it ends', async () => {
  const target = 'www.validation.example.net'
  const { check, asked } = set({
    '192.0.2.1': { [`NS ${name}`]: [`CNAME ${target}`] },
    '2001:db8::1': { [`NS ${name}`]: [`CNAME ${target}`] },
    '192.0.2.2': { [`NS ${name}`]: [`CNAME ${target}`] },
    '192.0.2.3': { [`TXT ${target}`]: ['TXT one'] },
  })

  expect(await check()).toMatchObject(out)
  expect(asked.at(-1)).toBe(`192.0.2.3 TXT ${target}`)
})

test('a lag behind a CNAME tells where it is', async () => {
  const alias = { [`NS ${name}`]: ['CNAME t.example.net'] }
  const { check } = set({ '192.0.2.1': alias, '2001:db8::1': alias, '192.0.2.2': alias })

  expect((await check()).lagging).toEqual([
    { server: 'ns.example.net (192.0.2.3)', name, saw: 'NXDOMAIN at t.example.net' },
  ])
})

test('a challenge name that is a zone of its own is asked from its own servers', async () => {
  const referral = { [`NS ${name}`]: ['authority NS ns.example.net'] }
  const { check, asked } = set({
    '192.0.2.1': referral,
    '2001:db8::1': referral,
    '192.0.2.2': referral,
    '192.0.2.3': { [`TXT ${name}`]: ['TXT one'] },
  })

  expect(await check()).toMatchObject(out)
  expect(asked.filter((question) => question.includes('TXT'))).toEqual([`192.0.2.3 TXT ${name}`])
})

test.each([
  ['a circle', (_: number) => `NS ${name}`],
  ['an endless chain', (hop: number) => `NS c${hop}.example.com`],
])('%s of CNAMEs is ERR_DNS_CNAME_LOOP', async (_what, owner) => {
  const aliases = Object.fromEntries(
    Array.from({ length: 20 }, (_, hop) => [
      hop === 0 ? `NS ${name}` : owner(hop),
      [`CNAME ${owner(hop + 1).slice(3)}`],
    ]),
  )
  const { check } = set({ '192.0.2.1': aliases, '2001:db8::1': aliases, '192.0.2.2': aliases })

  await expect(check()).rejects.toMatchObject({ code: 'ERR_DNS_CNAME_LOOP' })
})

test('a zone that cannot be found lags', async () => {
  const { check } = set({ recursive: 'unreachable' })

  expect((await check()).lagging).toEqual([
    {
      server: 'resolver',
      name,
      saw: 'no resolver answers for SOA of www.example.com (198.51.100.1: unreachable (ENETUNREACH))',
    },
  ])
})

test('zones and servers are looked up once a minute, the records each time', async () => {
  let now = 0
  const { check, asked } = set({}, () => new Date(now))
  const lookups = () => asked.filter((question) => question.startsWith('recursive')).length
  await check()
  const first = lookups()

  now = 59_999
  await check()
  expect(lookups()).toBe(first)

  now = 60_000
  await check()
  expect(lookups()).toBe(2 * first)
  expect(asked.filter((question) => question.includes('TXT'))).toHaveLength(9)
})
