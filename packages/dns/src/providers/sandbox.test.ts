import { expect, test } from 'vitest'
import { dnsProviderSuite } from '../provider.suite.ts'
import { scriptedHttp } from '../test-support/scripted-http.ts'
import { vendorZones } from '../test-support/vendor-zones.ts'
import { sandbox } from './sandbox.ts'

const context = { clock: () => new Date(), fetch: globalThis.fetch }

dnsProviderSuite('sandbox', async () => {
  const { url, ...zones } = await vendorZones()
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
