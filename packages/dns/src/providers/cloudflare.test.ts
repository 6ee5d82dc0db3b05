import type { SandboxCloudflareOptions } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { dnsProviderSuite } from '../provider.suite.ts'
import type { DnsProviderContext, TxtChange, TxtValue } from '../provider.ts'
import { apiToken, batchOperation, cloudflareZones } from '../test-support/cloudflare-zones.ts'
import { context } from '../test-support/context.ts'
import { cloudflare } from './cloudflare.ts'

const signal = new AbortController().signal
const zone = 'example.com'
const apex = '_acme-challenge.example.com'
const list = 'GET /zones/{id}/dns_records'
const at = (name: string, ...values: string[]): TxtValue[] =>
  values.map((value) => ({ name, value }))
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ name: `_acme-challenge.n${index}.example.com`, value: `value-${index}` },
  }))

interface Given {
  readonly vendor?: Partial<SandboxCloudflareOptions>
  readonly config?: Partial<Parameters<typeof cloudflare.connect>[0]>
  readonly context?: Partial<DnsProviderContext>
}

async function setUp(given: Given = {}) {
  const zones = await cloudflareZones(given.vendor)
  const config = cloudflare.config.parse({
    ...{ apiToken, endpoint: zones.vendor.endpoint },
    ...given.config,
  })
  const dns = cloudflare.connect(config, { ...context, ...given.context })
  const change = (change: Partial<TxtChange>, of = zone) =>
    dns.change(of, { add: [], remove: [], ...change }, signal)
  return { ...zones, dns, change }
}

dnsProviderSuite('cloudflare', setUp)

test('a change is a read and a batch, whatever its size, and the zone is found once', async () => {
  const { change, calls } = await setUp()

  await change({ add: many(150) })
  await change({ add: at(apex, 'one'), remove: many(150) })

  const [read, write] = [`${list} ok`, `${batchOperation} ok`]
  expect(calls()).toEqual(['GET /zones ok', read, write, read, write])
})

test('what is done already is not written again', async () => {
  const { change, calls } = await setUp()
  await change({ add: at(apex, 'one') })

  await change({ add: at(apex, 'one'), remove: at(apex, 'two') })

  expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(1)
})

test('a record is a quoted TXT with the shortest TTL and our mark', async () => {
  const { vendor, change } = await setUp()

  await change({ add: at(apex, 'one') })

  expect(vendor.records()).toMatchObject([{ type: 'TXT', ttl: 60, comment: 'certwire' }])
  const { id, zone: zoneId } = vendor.records()[0] ?? expect.fail()
  const url = `${vendor.endpoint}/zones/${zoneId}/dns_records/${id}`
  const response = await fetch(url, { headers: { authorization: `Bearer ${apiToken}` } })
  expect(await response.json()).toMatchObject({ result: { content: '"one"' } })
})

test('a record of somebody else is counted as there, and is not ours to remove', async () => {
  const { change, add, vendor } = await setUp()
  add(at(apex, 'one', '"two"'))
  vendor.add({ name: apex, type: 'TXT', value: 'three', comment: 'certbot' })

  await change({ add: at(apex, 'one', 'two') })
  await change({ remove: at(apex, 'one', 'two', 'three') })

  expect(vendor.records().map(({ value }) => value)).toEqual(['one', 'two', 'three'])
  expect(vendor.journal).toHaveLength(3)
})

test('targets of a CNAME are found beside challenge names', async () => {
  const { change, records } = await setUp()
  const target = { name: 'acme.example.com', value: 'one', via: '_acme-challenge.example.net' }
  await change({ add: [target, ...at(apex, 'two')] })

  await change({ add: [target], remove: at(apex, 'two') })
  expect(records()).toEqual([{ name: target.name, value: 'one' }])

  await change({ remove: [target] })
  expect(records()).toEqual([])
})

test('more than a batch takes is several batches', async () => {
  const { vendor, dns, change, records } = await setUp({ config: { batchSize: 4 } })
  await change({ add: many(6) })

  await change({ remove: many(6), add: at(apex, 'one', 'two', 'three') })

  expect(dns.capacity).toMatchObject({ records: 4 })
  expect(records()).toHaveLength(3)
  expect(vendor.calls.flatMap(({ size }) => size ?? [])).toEqual([4, 2, 4, 4, 1])
})

test.each([
  ['added what we add', 'duplicate'],
  ['removed what we remove', 'gone'],
])('somebody who has just %s is no obstacle', async (_what, race) => {
  const { vendor, change, records } = await setUp({
    vendor: {
      onCall: ({ operation, outcome }, phase) => {
        const isFirst =
          vendor.calls.filter((call) => call.operation === batchOperation).length === 2
        if (operation !== batchOperation || phase !== 'received' || !isFirst) return outcome
        if (race === 'gone') return vendor.remove({ name: apex, type: 'TXT', value: 'old' })
        return vendor.add({ name: apex, type: 'TXT', value: 'new' })
      },
    },
  })
  await change({ add: at(apex, 'old') })

  await change({ add: at(apex, 'new'), remove: at(apex, 'old') })

  expect(records()).toEqual(at(apex, 'new'))
})

test('a zone that never holds still is given up as busy', async () => {
  const { vendor, change } = await setUp()
  const exists = { success: false, errors: [{ code: 81057, message: 'Record already exists.' }] }
  vendor.answerNext((response) => response.writeHead(400).end(JSON.stringify(exists)), {
    ...{ operation: batchOperation, times: Number.POSITIVE_INFINITY },
  })

  await expect(change({ add: at(apex, 'one') })).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_BUSY', retryable: true },
  })
  expect(vendor.calls.filter(({ outcome }) => outcome === 'scripted')).toHaveLength(3)
})

test('a change whose reply is lost is unreachable, and repeating it is fine', async () => {
  let isLost = true
  const { vendor, change, records } = await setUp({
    vendor: {
      onCall: ({ operation }, phase) =>
        isLost && operation === batchOperation && phase === 'applied' && 'drop',
    },
  })

  await expect(change({ add: at(apex, 'one') })).rejects.toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_UNREACHABLE', retryable: true },
  })
  expect(vendor.calls.filter(({ operation }) => operation === batchOperation)).toHaveLength(1)
  isLost = false
  await change({ add: at(apex, 'one') })

  expect(records()).toEqual(at(apex, 'one'))
  expect(vendor.journal).toHaveLength(1)
})

test('a cancelled change rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const { dns } = await setUp({ vendor: { onCall: () => cancelled.abort(reason) } })

  await expect(
    dns.change(zone, { add: at(apex, 'one'), remove: [] }, cancelled.signal),
  ).rejects.toBe(reason)
})

test('the servers of the zone are those that Cloudflare has assigned', async () => {
  const zones = [{ name: zone, nameServers: ['ada.ns.example', 'bob.ns.example'] }]
  const { dns } = await setUp({ vendor: { zones } })

  expect(await dns.nameServers?.(zone, signal)).toEqual(zones[0]?.nameServers)
})
