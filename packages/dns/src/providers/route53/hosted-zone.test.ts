import { expect, test } from 'vitest'
import { at, sandboxRoute53 } from '../../test-support/sandbox-route53.ts'

const apex = '_acme-challenge.example.com'
const adding = { add: at(apex, 'one') }
const signal = new AbortController().signal
const twins = ['Z1', 'Z2', 'Z3'].map((id, index) => ({
  ...{ name: 'example.com', id, private: id === 'Z3' },
  nameServers: [`ns-${index}.awsdns.com`, `ns-${index}.awsdns.org`],
}))
const delegatedTo = (...servers: string[]) => ({ nameServers: async () => servers })
const finds = (calls: readonly string[]) =>
  calls.filter((call) => call === 'ListHostedZonesByName ok').length

test('of public zones of one name it is the one that is delegated to', async () => {
  const { aws, change } = await sandboxRoute53({
    aws: { zones: twins },
    context: delegatedTo('NS-1.awsdns.org.', 'ns-1.awsdns.com'),
  })

  await change(adding)

  expect(aws.records('Z2')).toHaveLength(1)
  expect(aws.records('Z1')).toHaveLength(0)
})

test.each([
  ['to none of them', delegatedTo('ns.example.net')],
  ['to several of them', delegatedTo('ns-0.awsdns.com', 'ns-1.awsdns.com')],
])('a zone that is delegated %s is named by nobody but the configuration', async (_to, context) => {
  const { aws, change } = await sandboxRoute53({ aws: { zones: twins }, context })

  await expect(change(adding)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_ZONE',
    message: expect.stringMatching(/Z1, Z2 are all example\.com.*set `zoneId`/),
  })
  expect(aws.journal).toEqual([])
})

test('where the delegation cannot be learned, it is asked for again', async () => {
  const nameServers = () => Promise.reject(new Error('192.0.2.1 did not answer'))
  const { change } = await sandboxRoute53({ aws: { zones: twins }, context: { nameServers } })

  await expect(change(adding)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_UNREACHABLE',
    message: expect.stringContaining('192.0.2.1 did not answer'),
  })
})

test('a zone that is configured is not looked for', async () => {
  const { aws, change, calls } = await sandboxRoute53({
    aws: { zones: twins },
    config: { zoneId: 'Z2' },
  })

  await change(adding)

  expect(aws.records('Z2')).toHaveLength(1)
  expect(finds(calls())).toBe(0)
})

test.each([
  ['none', []],
  ['a private one', [{ name: 'example.com', private: true }]],
  ['one above', [{ name: 'com' }]],
  ['one below', [{ name: 'a.example.com' }]],
])('where there is %s, no zone is found', async (_what, zones) => {
  const { change } = await sandboxRoute53({ aws: { zones } })

  await expect(change(adding)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_ZONE',
    message: expect.stringContaining('has no public hosted zone example.com'),
  })
})

test('more zones of one name than a page has are all seen', async () => {
  const hidden = Array.from({ length: 120 }, () => ({ name: 'example.com', private: true }))
  const { aws, change, calls } = await sandboxRoute53({
    aws: { zones: [...hidden, { name: 'example.com', id: 'ZZZZ' }] },
  })

  await change(adding)

  expect(aws.records('ZZZZ')).toHaveLength(1)
  expect(finds(calls())).toBe(2)
})

test('a zone is found again after some minutes', async () => {
  let now = Date.parse('2026-11-25T12:00:00Z')
  const { change, calls } = await sandboxRoute53({ context: { clock: () => new Date(now) } })

  await change(adding)
  now += 4 * 60_000
  await change({ remove: adding.add })
  expect(finds(calls())).toBe(1)
  now += 2 * 60_000
  await change(adding)
  expect(finds(calls())).toBe(2)
})

test('a zone that was deleted and made anew is found at once', async () => {
  const zones = [
    { name: 'example.com', id: 'Z1', nameServers: ['ns-1.test'] },
    { name: 'example.com', id: 'Z2', nameServers: ['ns-2.test'] },
  ]
  const { aws, change } = await sandboxRoute53({
    aws: { zones },
    context: delegatedTo('ns-1.test'),
  })
  await change(adding)
  aws.deleteZone('Z1')

  await change(adding)

  expect(aws.records('Z2')).toHaveLength(1)
})

test('a zone that is gone is gone', async () => {
  const { aws, change } = await sandboxRoute53({ config: { zoneId: 'Z1' } })
  aws.deleteZone('Z1')

  await expect(change(adding)).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_ZONE' })
})

test('it tells the servers that a zone is on', async () => {
  const { dns } = await sandboxRoute53({ aws: { zones: twins }, config: { zoneId: 'Z2' } })

  expect(await dns.nameServers?.('example.com', signal)).toEqual([
    ...['ns-1.awsdns.com', 'ns-1.awsdns.org'],
  ])
})
