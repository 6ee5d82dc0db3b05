import { expect, test } from 'vitest'
import { connectDns, type Dns } from '../connect.ts'
import { dnsProviderSuite } from '../provider.suite.ts'
import type { TxtValue } from '../provider.ts'
import { context } from '../test-support/context.ts'
import { sandboxZones } from '../test-support/sandbox-zones.ts'
import { scriptedHttp } from '../test-support/scripted-http.ts'
import { sandbox } from './sandbox.ts'

dnsProviderSuite('sandbox', async () => {
  const { url, ...zones } = await sandboxZones()
  return { ...zones, dns: sandbox.connect({ endpoint: url }, context) }
})

test('a change of a zone is one request', async () => {
  const { url, received } = await scriptedHttp((response) => void response.end('{}'))
  const at = (value: string) => ({ name: '_acme-challenge.example.com', value })
  const change = { add: [at('one'), at('two')], remove: [at('three')] }

  await sandbox
    .connect({ endpoint: url }, context)
    .change('example.com', change, AbortSignal.timeout(5000))

  expect(received.map(({ path, body }) => ({ path, body }))).toEqual([
    { path: '/change', body: { zone: 'example.com', ...change } },
  ])
})

test('what is presented is what the zone’s server answers', async () => {
  const { url, address } = await sandboxZones()
  const endpoint = { provider: 'sandbox' as const, endpoint: url, servers: [address] }
  const zones = [
    { ...endpoint, zone: 'example.com' },
    { ...endpoint, zone: 'example.net' },
  ]
  const dns = connectDns({ zones, resolvers: [] }, context.clock)
  const { check } = dns.propagation
  const at = (name: string, value: string) => ({ name: `_acme-challenge.${name}`, value })
  const records = [at('example.com', 'one'), at('example.com', 'two'), at('a.example.net', 'three')]
  const signal = AbortSignal.timeout(5000)

  expect((await check(records, 'all', signal)).lagging).toHaveLength(2)
  await written(dns, records, signal)
  expect((await check(records, 'all', signal)).complete).toBe(true)
})

async function written({ place, zones }: Dns, records: readonly TxtValue[], signal: AbortSignal) {
  for (const { record, zone } of await place(records, signal))
    await zones.zoneFor(zone).provider.change(zone, { add: [record], remove: [] }, signal)
}
