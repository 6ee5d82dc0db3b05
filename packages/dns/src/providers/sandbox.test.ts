import { expect, test } from 'vitest'
import { propagation } from '../propagation.ts'
import { dnsProviderSuite } from '../provider.suite.ts'
import { sandboxZones } from '../test-support/sandbox-zones.ts'
import { scriptedHttp } from '../test-support/scripted-http.ts'
import { connectZones } from '../zones.ts'
import { sandbox } from './sandbox.ts'

const context = { clock: () => new Date(), fetch: globalThis.fetch }

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
  const zones = connectZones([
    { ...endpoint, zone: 'example.com' },
    { ...endpoint, zone: 'example.net' },
  ])
  const { check } = propagation({ ...zones, resolvers: [], timeoutMs: 2000, clock: context.clock })
  const at = (name: string, value: string) => ({ name: `_acme-challenge.${name}`, value })
  const records = [at('example.com', 'one'), at('example.com', 'two'), at('a.example.net', 'three')]
  const signal = AbortSignal.timeout(5000)

  expect((await check(records, signal)).lagging).toHaveLength(2)
  await zones.present(records, signal)
  expect(await check(records, signal)).toEqual({ complete: true, lagging: [] })
  await zones.cleanUp(records.slice(1), signal)
  expect((await check(records, signal)).lagging.map(({ saw }) => saw)).toEqual([
    'other values',
    'NXDOMAIN',
  ])
})
