import { describe, expect, test } from 'vitest'
import { propagation } from './propagation.ts'
import { isEnough, type PropagationPolicy } from './propagation-policy.ts'
import { reading } from './reading.ts'
import { internet, type World } from './test-support/internet.ts'

test.each<[PropagationPolicy, number, number, boolean]>([
  ['all', 2, 2, true],
  ['all', 1, 2, false],
  ['all', 0, 0, false],
  ['quorum', 1, 1, true],
  ['quorum', 1, 2, false],
  ['quorum', 2, 3, true],
  ['quorum', 2, 4, false],
  ['quorum', 3, 4, true],
  ['quorum', 0, 1, false],
  ['quorum', 0, 0, false],
])('for %s, %i of %i servers are enough: %s', (policy, holding, servers, enough) => {
  expect(isEnough(policy, holding, servers)).toBe(enough)
})

describe('a zone of three servers, with a quorum', () => {
  const name = '_acme-challenge.example.com'
  const signal = new AbortController().signal
  const holds = { [`TXT ${name}`]: ['TXT one'] }

  const check = async (world: World, names = [name]) => {
    const servers = ['192.0.2.1', '192.0.2.2', '192.0.2.3']
    const { query } = internet(world)
    const clock = () => new Date(0)
    const options = { resolvers: [], authoritative: servers, timeoutMs: 2000, clock, query }
    const records = names.map((name) => ({ name, value: 'one' }))
    return propagation(reading(options)).check(records, 'quorum', signal)
  }

  test('is ready when two hold the records, and the third is named', async () => {
    const report = await check({ '192.0.2.1': holds, '192.0.2.2': holds, '192.0.2.3': {} })

    expect(report).toMatchObject({
      complete: true,
      lagging: [{ server: '192.0.2.3', name, saw: 'NXDOMAIN' }],
    })
  })

  test('is ready when one cannot be reached, which is named as well', async () => {
    const report = await check({ '192.0.2.1': holds, '192.0.2.2': holds })

    expect(report).toMatchObject({
      complete: true,
      lagging: [{ server: '192.0.2.3', name, saw: 'unreachable (ENETUNREACH)' }],
    })
  })

  test('is not ready when one holds them', async () => {
    const report = await check({ '192.0.2.1': holds, '192.0.2.2': {} })

    expect(report).toMatchObject({ complete: false, lagging: [{}, {}] })
  })

  test('is not ready while one of two names has too few', async () => {
    const other = '_acme-challenge.www.example.com'
    const both = { ...holds, [`TXT ${other}`]: ['TXT one'] }
    const world = { '192.0.2.1': both, '192.0.2.2': holds, '192.0.2.3': holds }

    expect((await check(world, [name, other])).complete).toBe(false)
  })
})

test('a server with an address that lags counts as one that lags', async () => {
  const name = '_acme-challenge.example.com'
  const holds = { [`TXT ${name}`]: ['TXT one'] }
  const { query } = internet({
    recursive: {
      'SOA example.com': ['SOA'],
      'NS example.com': ['NS ns1.example.com', 'NS ns2.example.com', 'NS ns3.example.com'],
      'A ns1.example.com': ['A 192.0.2.1', 'A 192.0.2.4'],
      'A ns2.example.com': ['A 192.0.2.2'],
      'A ns3.example.com': ['A 192.0.2.3'],
    },
    ...{ '192.0.2.1': holds, '192.0.2.4': {}, '192.0.2.2': holds, '192.0.2.3': {} },
  })
  const { check } = propagation(
    reading({ resolvers: ['198.51.100.1'], timeoutMs: 2000, clock: () => new Date(0), query }),
  )

  const report = await check([{ name, value: 'one' }], 'quorum', new AbortController().signal)

  expect(report.complete).toBe(false)
})
