import { CleanUpChallenge, PresentChallenge, stamp } from '@certwire/contracts'
import { type DnsProvider, DnsProviderError, DnsQueryError } from '@certwire/dns'
import { describe, expect, test } from 'vitest'
import { cleanUp } from './clean-up.ts'
import { present } from './present.ts'
import { complete, lagging, mark, orderId, records, signal, stage } from './test-stage.ts'

const data = { generation: 1, issuer: 'ca', records }
const message = stamp(PresentChallenge(orderId, data), mark)

type Code = ConstructorParameters<typeof DnsProviderError>[0]
const failing = (code: Code, retryAfter?: Date): DnsProvider => ({
  capacity: { records: 9 },
  change: async () => {
    throw new DnsProviderError(code, 'The provider says no.', { retryAfter })
  },
})

test('records are written, and are out when every server has them', async () => {
  const is = await stage()

  const answers = await present(message, is, signal)

  expect(answers).toMatchObject([
    { type: 'challenge.presented', orderId, data: { generation: 1, records } },
  ])
  expect(is.inZone()).toEqual(records)
})

test('a command that comes twice leaves each record once', async () => {
  const is = await stage()
  await present(message, is, signal)

  await present(message, is, signal)

  expect(is.inZone()).toEqual(records)
})

test('a CNAME that leads elsewhere by the next look is followed, and all of it cleaned up', async () => {
  const cnames: Record<string, string> = {}
  const is = await stage({ cnames, reports: [lagging], tickMs: 2500 })
  await present(message, is, signal)
  cnames[records[0]?.name ?? ''] = 'elsewhere.example.test'

  await present(message, is, signal)
  expect(is.inZone().map(({ name }) => name)).toContain('elsewhere.example.test')

  await cleanUp(stamp(CleanUpChallenge(orderId, { generation: 1, records }), mark), is, signal)
  expect(is.inZone()).toEqual([])
})

test('one that comes after its order was done with writes nothing', async () => {
  const is = await stage()
  await cleanUp(stamp(CleanUpChallenge(orderId, { generation: 1, records }), mark), is, signal)

  expect(await present(message, is, signal)).toEqual([])
  expect(is.inZone()).toEqual([])
})

test('the next generation of an order may need the same values again', async () => {
  const is = await stage()
  await present(message, is, signal)
  await cleanUp(stamp(CleanUpChallenge(orderId, { generation: 1, records }), mark), is, signal)

  const again = stamp(PresentChallenge(orderId, { ...data, generation: 2 }), mark)
  expect(await present(again, is, signal)).toMatchObject([{ type: 'challenge.presented' }])
  expect(is.inZone()).toEqual(records)
})

test('a server that lags for a moment is waited for', async () => {
  const is = await stage({ reports: [lagging, complete] })

  expect(await present(message, is, signal)).toMatchObject([{ type: 'challenge.presented' }])
  expect(is.looks).toHaveLength(2)
})

test('one that lags longer is named, and looked at again', async () => {
  const is = await stage({ reports: [lagging], tickMs: 2500 })

  expect(await present(message, is, signal)).toMatchObject([
    {
      type: 'challenge.pending',
      data: {
        ...{ generation: 1, records, servers: lagging.servers },
        problem: {
          code: 'ERR_DNS_NOT_PROPAGATED',
          reason: expect.stringContaining(
            'ns2 (192.0.2.2) answers _acme-challenge.a.example.test with NXDOMAIN',
          ),
          actor: 'dns-provider',
        },
      },
    },
  ])
})

describe('a provider that may take it later', () => {
  test.each(['ERR_DNS_PROVIDER_UNREACHABLE', 'ERR_DNS_PROVIDER_MALFORMED'] as const)(
    'is asked again, and the order waits: %s',
    async (code) => {
      const is = await stage({ provider: failing(code), tickMs: 3000 })

      expect(await present(message, is, signal)).toMatchObject([
        {
          type: 'challenge.pending',
          data: { problem: { code, reason: 'The provider says no.', actor: 'dns-provider' } },
        },
      ])
    },
  )

  test('is not asked before it wants to be', async () => {
    const until = new Date('2026-11-24T12:10:00.000Z')
    const provider = failing('ERR_DNS_PROVIDER_THROTTLED', until)
    const is = await stage({ provider, tickMs: 3000 })

    expect(await present(message, is, signal)).toMatchObject([
      { data: { until: until.toISOString(), problem: { code: 'ERR_DNS_PROVIDER_THROTTLED' } } },
    ])
  })
})

describe('what no repetition helps ends this try, and the operator has to act', () => {
  test.each(['ERR_DNS_PROVIDER_AUTH', 'ERR_DNS_PROVIDER_REFUSED'] as const)(
    'a provider that says %s',
    async (code) => {
      const is = await stage({ provider: failing(code) })

      expect(await present(message, is, signal)).toMatchObject([
        {
          type: 'challenge.failed',
          data: { generation: 1, problem: { code, actor: 'operator', retryable: false } },
        },
      ])
    },
  )

  test('a name in no configured zone, and then nothing is written at all', async () => {
    const is = await stage()
    const foreign = { name: '_acme-challenge.example.org', value: 'c'.repeat(43) }
    const both = { ...data, records: [...records, foreign] }

    expect(await present(stamp(PresentChallenge(orderId, both), mark), is, signal)).toMatchObject([
      {
        data: {
          problem: {
            ...{ code: 'ERR_DNS_ZONE_NOT_CONFIGURED', actor: 'operator' },
            reason: expect.stringContaining('_acme-challenge.example.org'),
            remedy: expect.stringContaining('dns.zones'),
          },
        },
      },
    ])
    expect(is.inZone()).toEqual([])
  })

  test('a CNAME that does not end', async () => {
    const loop = new DnsQueryError('ERR_DNS_CNAME_LOOP', 'The CNAMEs do not end.')

    expect(await present(message, await stage({ reports: [loop] }), signal)).toMatchObject([
      { type: 'challenge.failed', data: { problem: { code: 'ERR_DNS_CNAME_LOOP' } } },
    ])
  })
})

test('any other error is trouble, and is tried again by the runtime', async () => {
  const is = await stage({ reports: [new TypeError('a bug')] })

  await expect(present(message, is, signal)).rejects.toThrow('a bug')
})

test('whoever has to stop says nothing, not even that the provider failed', async () => {
  const is = await stage({ provider: failing('ERR_DNS_PROVIDER_AUTH') })

  const stopped = present(message, is, AbortSignal.abort(new Error('stopped')))

  await expect(stopped).rejects.toThrow('stopped')
})
