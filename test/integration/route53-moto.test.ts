import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53'
import { providers } from '@certwire/dns'
import { dnsProviderSuite } from '@certwire/dns/suite'
import { type Moto, startMoto } from '@certwire/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { onMoto } from '../support/moto.ts'

onMoto('route53', (binary) => {
  const signal = AbortSignal.timeout(50_000)
  const context = { clock: () => new Date(), fetch, nameServers: async () => [] }
  let moto: Moto
  let client: Route53Client

  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'moto')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'moto')
    moto = await startMoto(binary)
    client = new Route53Client({ region: 'us-east-1', endpoint: moto.endpoint })
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    client.destroy()
    await moto.stop()
  })

  const zone = async (Name: string) => {
    const command = new CreateHostedZoneCommand({ Name, CallerReference: Name })
    return (await client.send(command)).HostedZone?.Id ?? ''
  }
  const txtSets = async (HostedZoneId: string) => {
    const command = new ListResourceRecordSetsCommand({ HostedZoneId })
    const { ResourceRecordSets = [] } = await client.send(command)
    return ResourceRecordSets.filter(({ Type }) => Type === 'TXT')
  }
  const setUp = async () => {
    await moto.reset()
    const zones = [await zone('example.com.'), await zone('example.net.')]
    const [first = ''] = zones
    const dns = providers.route53.connect({ endpoint: moto.endpoint }, context)
    const records = async () =>
      (await Promise.all(zones.map(txtSets)))
        .flat()
        .flatMap(({ Name = '', ResourceRecords = [] }) =>
          ResourceRecords.map(({ Value = '' }) => ({ name: Name, value: Value.slice(1, -1) })),
        )
    return { first, dns, records }
  }

  dnsProviderSuite('route53', async () => {
    const { first, dns, records } = await setUp()
    const add = async (values: readonly { name: string; value: string }[]) => {
      const Changes = values.map(({ name, value }): Change => {
        const ResourceRecords = [{ Value: `"${value}"` }]
        return {
          Action: 'UPSERT',
          ResourceRecordSet: { Name: name, Type: 'TXT', TTL: 300, ResourceRecords },
        }
      })
      const input = { HostedZoneId: first, ChangeBatch: { Changes } }
      await client.send(new ChangeResourceRecordSetsCommand(input))
    }
    return { dns, records, add }
  })

  test('a change is settled', async () => {
    const { dns } = await setUp()
    const add = [{ name: '_acme-challenge.example.com', value: 'one' }]

    const id = await dns.change('example.com', { add, remove: [] }, signal)

    expect(await dns.settled?.(id ?? '', signal)).toBe(true)
  })

  test('many records come and go', async () => {
    const { dns, records } = await setUp()
    const many = Array.from({ length: 700 }, (_, at) => ({
      ...{ name: `_acme-challenge.n${at}.example.com`, value: 'x'.repeat(43) },
    }))

    await dns.change('example.com', { add: many, remove: [] }, signal)
    await dns.change('example.com', { add: [], remove: many }, signal)

    expect(await records()).toEqual([])
  })
})
