import type { SandboxCloudflareToken } from '@certwire/sandbox'
import { expect, onTestFinished, test, vi } from 'vitest'
import { apiToken, cloudflareZones } from '../../test-support/cloudflare-zones.ts'
import { context } from '../../test-support/context.ts'
import { cloudflare } from '../cloudflare.ts'

const signal = new AbortController().signal
const zoneId = 'a'.repeat(32)
const otherId = 'b'.repeat(32)
const add = [{ name: '_acme-challenge.example.com', value: 'one' }]

async function setUp(
  token: SandboxCloudflareToken,
  config: { zoneId?: string } = {},
  nameServers: readonly string[] = [],
) {
  const zones = await cloudflareZones({
    zones: [
      { name: 'example.com', id: zoneId },
      { name: 'example.com', id: otherId, nameServers: ['ns1.other.net', 'ns2.other.net'] },
    ],
    tokens: { [apiToken]: token },
  })
  let now = Date.now()
  const own = { ...context, clock: () => new Date(now), nameServers: async () => nameServers }
  const access = { apiToken, endpoint: zones.vendor.endpoint, ...config }
  const dns = cloudflare.connect(cloudflare.config.parse(access), own)
  const pass = (ms: number) => {
    now += ms
  }
  return {
    ...zones,
    dns,
    pass,
    change: () => dns.change('example.com', { add, remove: [] }, signal),
  }
}

test.each([
  ['expired', { expired: true }, {}, 'AUTH', 'Zone:Zone:Read'],
  ['expired, with a zone id', { expired: true }, { zoneId }, 'AUTH', 'Zone:DNS:Edit'],
  ['for other zones', { zones: [otherId] }, { zoneId }, 'AUTH', 'Zone:DNS:Edit'],
  ['for reading zones', { permissions: ['zone:read'], zones: [zoneId] }, {}, 'AUTH', 'DNS:Edit'],
  ['for records only', { permissions: ['dns:edit'] }, {}, 'ZONE', 'or set zoneId'],
  ['right, for an unknown zone', {}, { zoneId: 'c'.repeat(32) }, 'ZONE', 'no such zone'],
] as const)('a token that is %s', async (_what, token, config, code, message) => {
  const { change, records } = await setUp(token, config)

  const error = await change().catch((refused) => refused)

  expect(error).toMatchObject({ code: `ERR_DNS_PROVIDER_${code}`, retryable: false })
  expect(error.message).toContain(message)
  expect(error.message).not.toContain(apiToken)
  expect(records()).toEqual([])
})

test('with a zone id a token needs no more than to edit records', async () => {
  const { change, calls } = await setUp({ permissions: ['dns:edit'], zones: [zoneId] }, { zoneId })

  await change()

  expect(calls().join(' ')).not.toContain('GET /zones ')
})

test('what the library would take from the environment is not sent', async () => {
  vi.stubEnv('CLOUDFLARE_API_KEY', 'other').stubEnv('CLOUDFLARE_EMAIL', 'ops@example.com')
  vi.stubEnv('CLOUDFLARE_BASE_URL', 'http://127.0.0.1:9')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { change, records } = await setUp({}, { zoneId })

  await change()

  expect(records()).toEqual(add)
})

test('the servers that Cloudflare has the zone on are told', async () => {
  const { dns } = await setUp({}, { zoneId: otherId })

  expect(await dns.nameServers?.('example.com', signal)).toEqual(['ns1.other.net', 'ns2.other.net'])
})

test('of several zones with one name the delegated one is written', async () => {
  const { change, vendor } = await setUp({}, {}, ['NS2.other.net.', 'ns1.other.net'])

  await change()

  expect(vendor.records()).toMatchObject([{ zone: otherId }])
})

test('several zones that nothing tells apart are not written', async () => {
  const { change, vendor } = await setUp({}, {}, ['ns1.elsewhere.net'])

  await expect(change()).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_ZONE', message: expect.stringContaining('2 zones example.com') },
  })
  expect(vendor.records()).toEqual([])
})

test('a zone is looked up again after five minutes, and when it is gone', async () => {
  const { change, vendor, pass, calls } = await setUp({ zones: [zoneId] })
  const lookups = () => calls().filter((call) => call === 'GET /zones ok').length
  await change()
  await change()
  expect(lookups()).toBe(1)

  pass(300_000)
  await change()
  expect(lookups()).toBe(2)

  vendor.deleteZone(zoneId)
  await expect(change()).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_ZONE' })
  await expect(change()).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_ZONE' })
  expect(lookups()).toBe(4)
})
