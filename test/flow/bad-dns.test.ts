import type { Config } from '@certwire/config'
import type { ZoneConfig } from '@certwire/dns'
import { startSandboxDns } from '@certwire/sandbox'
import { afterAll, describe, expect } from 'vitest'
import { type Stage, ZONE } from '../support/stage.ts'
import { test } from '../support/staged.ts'

const names = ['a.example.test', '*.a.example.test']
const HOUR = 3_600_000

const hostOf = ({ provider }: Stage) => new URL(provider.url).host
const withZones =
  (change: (zone: ZoneConfig) => ZoneConfig) =>
  (config: Config): Config => ({
    ...config,
    dns: { ...config.dns, zones: config.dns.zones.map(change) },
  })

test.concurrent.for([
  [500, 'answered 500: Not today.'],
  ['a hang-up', 'cannot be reached (UND_ERR_SOCKET).'],
] as const)('a provider that fails with %s is asked again', async ([fault, why], { on }) => {
  on.provider.fail(fault)
  const orderId = await on.request(names)
  const { problem } = await on.until(orderId, ({ problem }) => problem !== undefined)

  on.provider.fail()
  on.clock.pass(30_000)
  await on.reached(orderId, 'issued')
  await on.settled()

  const code = 'ERR_DNS_PROVIDER_UNREACHABLE'
  expect(problem).toMatchObject({ code, actor: 'dns-provider', retryable: true })
  expect(problem?.reason).toBe(`sandbox at ${hostOf(on)} ${why}`)
  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent.for([
  [403, 'ERR_DNS_PROVIDER_AUTH'],
  [400, 'ERR_DNS_PROVIDER_REFUSED'],
] as const)('a provider that refuses with %s fails the order', async ([fault, code], { on }) => {
  on.provider.fail(fault)
  const orderId = await on.request(names)
  const { problem } = await on.reached(orderId, 'failed')

  on.provider.fail()
  await on.until(orderId, ({ records }) => records.length === 0)

  expect(problem).toMatchObject({ code, actor: 'operator', retryable: false })
  expect(problem?.reason).toContain(`sandbox at ${hostOf(on)} answered ${fault}`)
  expect(on.tally()).toEqual({ finalized: 0, issued: 0, records: 0 })
})

test.concurrent('a certificate does not wait for its records to be removed', async ({ on }) => {
  const { orderId, release } = await on.park('solver.clean-up', names)
  on.provider.fail(500)
  await release()
  const { waitingFor } = await on.reached(orderId, 'issued')
  const left = on.tally()

  on.provider.fail()
  await on.until(orderId, ({ records }) => records.length === 0)

  expect(waitingFor?.what).toBe('its last TXT records to be removed')
  expect([left, on.tally()].map(({ records }) => records)).toEqual([2, 0])
})

describe('a provider that takes one record at a time', () => {
  const adapt = withZones((zone) =>
    zone.provider === 'sandbox' ? { ...zone, provider: 'http-request' } : zone,
  )
  test.override('options', { adapt })

  test.concurrent('and refuses half way is left with none', async ({ on }) => {
    on.provider.fail(403, 1)
    const orderId = await on.request(names)
    await on.reached(orderId, 'failed')
    const half = on.tally()

    on.provider.fail()
    await on.until(orderId, ({ records }) => records.length === 0)

    expect([half, on.tally()].map(({ records }) => records)).toEqual([1, 0])
  })
})

describe('of two servers of a zone', async () => {
  const second = await startSandboxDns({ zones: [ZONE] })
  afterAll(() => second.close())
  const adapt = withZones(({ servers = [], ...zone }) => ({
    ...zone,
    servers: [...servers, second.address],
  }))
  test.override('options', { adapt })

  test.concurrent('one that lags is named, and waited for', async ({ on }) => {
    const orderId = await on.request(names)
    const { problem } = await on.until(orderId, ({ problem }) => problem !== undefined)

    for (const one of on.dns.records()) second.add(one)
    on.clock.pass(3000)
    await on.reached(orderId, 'issued')

    const lag = `${second.address} answers _acme-challenge.a.example.test with NXDOMAIN`
    expect(problem).toMatchObject({ code: 'ERR_DNS_NOT_PROPAGATED', actor: 'dns-provider' })
    expect(problem?.reason).toContain(lag)
  })

  test.concurrent('one that says SERVFAIL to the end is named', async ({ on }) => {
    const broken = '_acme-challenge.b.example.test'
    second.setFault(broken, 'servfail')
    const orderId = await on.request(['b.example.test'])
    await on.until(orderId, ({ problem }) => problem !== undefined)

    on.clock.pass(HOUR)
    const { problem } = await on.reached(orderId, 'failed')
    await on.settled()

    expect(problem).toMatchObject({ code: 'ERR_ORDER_DEADLINE', actor: 'dns-provider' })
    expect(problem?.reason).toContain(`${second.address} answers ${broken} with SERVFAIL`)
    expect(on.tally()).toEqual({ finalized: 0, issued: 0, records: 0 })
  })
})
