import { expect, test } from 'vitest'
import { dnsProviderSuite } from '../provider.suite.ts'
import { context } from '../test-support/context.ts'
import { sandboxZones } from '../test-support/sandbox-zones.ts'
import { scriptedHttp } from '../test-support/scripted-http.ts'
import { httpRequest } from './http-request.ts'

dnsProviderSuite('http-request', async () => {
  const { url, ...zones } = await sandboxZones()
  return { ...zones, dns: httpRequest.connect({ endpoint: url }, context) }
})

test('a record is a request with its absolute name, below the endpoint, with basic credentials', async () => {
  const { url, received } = await scriptedHttp((response) => void response.end())
  const config = { endpoint: `${url}/dns/?key=1`, username: 'certwire', password: 'päss' }
  const record = { name: '_acme-challenge.example.com', value: 'one' }

  await httpRequest
    .connect(config, context)
    .change('example.com', { add: [record], remove: [] }, AbortSignal.timeout(5000))

  expect(received).toMatchObject([
    {
      path: '/dns/present?key=1',
      headers: { authorization: `Basic ${Buffer.from('certwire:päss').toString('base64')}` },
      body: { fqdn: '_acme-challenge.example.com.', value: 'one' },
    },
  ])
})

test('without credentials there is no authorization', async () => {
  const { url, received } = await scriptedHttp((response) => void response.end())
  const record = { name: '_acme-challenge.example.com', value: 'one' }

  await httpRequest
    .connect({ endpoint: url }, context)
    .change('example.com', { add: [], remove: [record] }, AbortSignal.timeout(5000))

  expect(received[0]?.path).toBe('/cleanup')
  expect(received[0]?.headers).not.toHaveProperty('authorization')
})
