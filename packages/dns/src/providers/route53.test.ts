import type { VendorCall, VendorPhase } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { dnsProviderSuite } from '../provider.suite.ts'
import { at, many, sandboxRoute53 } from '../test-support/sandbox-route53.ts'

const apex = '_acme-challenge.example.com'
const www = '_acme-challenge.www.example.com'
const signal = new AbortController().signal
const [find, read, write] = [
  'ListHostedZonesByName',
  'ListResourceRecordSets',
  'ChangeResourceRecordSets',
]

/** Does something whenever a change has arrived, before it is made. */
const beforeChanges = (act: () => unknown) => ({
  onCall: ({ operation }: VendorCall, phase: VendorPhase) =>
    operation === write && phase === 'received' ? act() : undefined,
})

dnsProviderSuite('route53', () => sandboxRoute53())

test('a change is a read and a write, whatever its size, and the zone is found once', async () => {
  const { change, calls } = await sandboxRoute53()

  await change({ add: many(200) })
  await change({ add: at(apex, 'one'), remove: many(200) })

  expect(calls()).toEqual([
    `${find} ok`,
    ...Array(2)
      .fill([`${read} ok`, `${write} ok`])
      .flat(),
  ])
})

test('a change is settled when it is in sync', async () => {
  let now = Date.parse('2026-11-25T12:00:00Z')
  const { change, dns } = await sandboxRoute53({
    aws: { insyncMs: 60_000, clock: () => new Date(now) },
  })
  const id = await change({ add: at(apex, 'one') })

  expect(await dns.settled?.(id ?? '', signal)).toBe(false)
  now += 60_000
  expect(await dns.settled?.(id ?? '', signal)).toBe(true)
})

test('what is done already is not written again, and tells nothing about when it is in sync', async () => {
  const { change, calls } = await sandboxRoute53()
  await change({ add: at(apex, 'one') })

  const nothing = await change({ add: at(apex, 'one'), remove: at(www, 'two') })
  const half = await change({ add: [...at(apex, 'one'), ...at(www, 'two')] })

  expect([nothing, half]).toEqual([undefined, undefined])
  expect(calls().filter((call) => call.startsWith(write))).toHaveLength(2)
})

test('a repeated change whose reply was lost does nothing twice', async () => {
  let lost = 0
  const onCall = ({ operation }: VendorCall, phase: VendorPhase) => {
    if (operation !== write || phase !== 'applied' || lost > 0) return undefined
    lost += 1
    return 'drop'
  }
  const { aws, change, records } = await sandboxRoute53({ aws: { onCall } })
  const adding = { add: at(apex, 'one', 'two') }

  await expect(change(adding)).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE' })
  await change(adding)

  expect(records()).toEqual(at(apex, 'one', 'two'))
  expect(aws.journal).toHaveLength(2)
})

test('a new set lives a minute, one of another hand as long as it did', async () => {
  const { aws, change } = await sandboxRoute53()
  aws.seed({ name: www, type: 'TXT', value: 'foreign', ttl: 3600 })

  await change({ add: [...at(apex, 'one'), ...at(www, 'two')] })
  await change({ remove: at(www, 'two') })

  expect(aws.records()).toEqual([
    { name: apex, type: 'TXT', value: 'one', ttl: 60 },
    { name: www, type: 'TXT', value: 'foreign', ttl: 3600 },
  ])
})

test('values of others stay as they are, whatever is in them', async () => {
  const { aws, change } = await sandboxRoute53()
  const foreign = ['with "quotes" and \\', 'é\u0001', 'x'.repeat(600), '<&>']
  for (const value of foreign) aws.seed({ name: apex, type: 'TXT', value })

  await change({ add: at(apex, 'one') })
  await change({ remove: at(apex, 'one') })

  expect(aws.records().map(({ value }) => value)).toEqual(foreign)
  expect(aws.journal.map(({ op, value }) => `${op} ${value}`)).toEqual(['add one', 'remove one'])
})

test('what another hand writes between reading and writing is kept', async () => {
  let turns = 0
  const { aws, change, calls } = await sandboxRoute53({
    aws: beforeChanges(() => {
      turns += 1
      if (turns < 3) aws.add({ name: apex, type: 'TXT', value: `foreign-${turns}` })
    }),
  })

  await change({ add: at(apex, 'one') })

  expect(aws.records().map(({ value }) => value)).toEqual(['foreign-1', 'foreign-2', 'one'])
  expect(calls().filter((call) => call.startsWith(write))).toEqual([
    ...[`${write} InvalidChangeBatch`, `${write} InvalidChangeBatch`, `${write} ok`],
  ])
})

test('where another hand writes all the time, the change is made all the same', async () => {
  let turns = 0
  const { aws, change, calls } = await sandboxRoute53({
    aws: beforeChanges(() => {
      turns += 1
      aws.add({ name: apex, type: 'TXT', value: `foreign-${turns}` })
    }),
  })

  await change({ add: at(apex, 'one') })

  expect(calls().filter((call) => call === `${write} InvalidChangeBatch`)).toHaveLength(4)
  expect(aws.records().map(({ value }) => value)).toEqual([
    ...['foreign-1', 'foreign-2', 'foreign-3', 'foreign-4', 'one'],
  ])
})

test('a change that is too large for a call is several, settled when all are', async () => {
  const { change, dns, records, calls } = await sandboxRoute53()

  const id = await change({ add: many(1000) })

  expect(records()).toHaveLength(1000)
  expect(calls().filter((call) => call.startsWith(write))).toHaveLength(2)
  expect(await dns.settled?.(id ?? '', signal)).toBe(true)
  expect(calls().filter((call) => call === 'GetChange ok')).toHaveLength(2)
})

test('what the account may change in a second is kept to, and told', async () => {
  const now = new Date('2026-11-25T12:00:00Z')
  const { change, calls } = await sandboxRoute53({
    aws: { limits: 'aws' },
    context: { clock: () => now },
  })
  await change({ add: many(700) })
  await change({ remove: many(700) })

  await expect(change({ add: many(500) })).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_THROTTLED',
    retryAfter: new Date(now.getTime() + 4000),
  })
  expect(calls().filter((call) => call.endsWith('Throttling'))).toEqual([])
})

test('as many typical values as it says fit one call', async () => {
  const { change, dns, calls } = await sandboxRoute53()

  await change({ add: many(dns.capacity.records) })

  expect(dns.capacity.records).toBe(711)
  expect(calls().filter((call) => call.startsWith(write))).toEqual([`${write} ok`])
})
