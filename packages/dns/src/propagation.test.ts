import * as dnsPacket from 'dns-packet'
import { expect, onTestFinished, test } from 'vitest'
import { propagation } from './propagation.ts'
import { type ReadingOptions, reading } from './reading.ts'
import { encoded, type Script, scriptedServer, txt } from './test-support/scripted-server.ts'

const name = '_acme-challenge.example.com'
const records = [
  { name, value: 'apex' },
  { name, value: 'wildcard' },
]
const signal = new AbortController().signal
const checking = (options: Pick<ReadingOptions, 'authoritative'>) =>
  propagation(reading({ resolvers: [], timeoutMs: 100, clock: () => new Date(), ...options }))
const good: Script = ({ question }) =>
  question.type === 'TXT' ? { answers: txt(name, 'apex', 'wildcard') } : {}

/** The zone has one server that holds everything, and one that does this. */
async function check(script: Script, wanted: readonly { name: string; value: string }[] = records) {
  const servers = await Promise.all([scriptedServer(good), scriptedServer(script)])
  onTestFinished(() => {
    for (const server of servers) server.close()
  })
  const authoritative = servers.map(({ address }) => address)
  const report = await checking({ authoritative }).check(wanted, 'all', signal)
  return { report, first: authoritative[0], second: authoritative[1], asked: servers[1]?.asked }
}

test('records that every server holds are out', async () => {
  const { report, first, second } = await check(good)

  expect(report).toEqual({
    ...{ complete: true, lagging: [] },
    servers: [first, second].map((server) => ({ server, name, holds: true })),
  })
})

test('other values beside ours do not matter', async () => {
  const { report } = await check(() => ({ answers: txt(name, 'old', 'apex', 'wildcard') }))

  expect(report.complete).toBe(true)
})

test('a name in another case is the name', async () => {
  const shouted = records.map(({ value }) => ({ name: `${name.toUpperCase()}.`, value }))
  const { report } = await check(good, shouted)

  expect(report.complete).toBe(true)
})

test.each<[string, Script, string]>([
  ['that knows no such name', () => ({ rcode: 3 }), 'NXDOMAIN'],
  ['with no record', () => ({}), 'no TXT record'],
  ['with only one of two values', () => ({ answers: txt(name, 'apex') }), 'other values'],
  ['with values of others', () => ({ answers: txt(name, 'old') }), 'other values'],
  ['with other names', () => ({ answers: txt('x.example.com', 'apex') }), 'no TXT record'],
])('a server %s lags, and comes first in the list of all', async (_what, script, saw) => {
  const { report, first, second } = await check(script)

  expect(report).toEqual({
    complete: false,
    lagging: [{ server: second, name, saw }],
    servers: [
      { server: second, name, holds: false, saw },
      { server: first, name, holds: true },
    ],
  })
})

test('a truncated answer is completed over TCP', async () => {
  const { report, asked } = await check((query) =>
    query.transport === 'udp' && query.question.type === 'TXT'
      ? { flags: dnsPacket.TRUNCATED_RESPONSE }
      : good(query),
  )

  expect(report.complete).toBe(true)
  expect(asked?.at(-1)?.transport).toBe('tcp')
})

test('without a server to ask nothing is out', async () => {
  const report = await checking({ authoritative: () => [] }).check(records, 'all', signal)

  expect(report).toMatchObject({
    complete: false,
    lagging: [{ server: 'none', name, saw: 'no server to ask' }],
  })
})

test('of many servers and names fifty lines are listed, those that lag first', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `_acme-challenge.n${index}.example.com`)
  const last = names.at(-1)
  const server = await scriptedServer(({ question }) =>
    question.name === last ? { rcode: 3 } : { answers: txt(question.name, 'one') },
  )
  onTestFinished(server.close)
  const { check } = checking({ authoritative: [server.address] })

  const { lagging, servers } = await check(
    names.map((name) => ({ name, value: 'one' })),
    'all',
    signal,
  )

  expect(lagging).toEqual([{ server: server.address, name: last, saw: 'NXDOMAIN' }])
  expect(servers).toHaveLength(50)
  expect(servers[0]).toMatchObject({ name: last, holds: false })
})

test('a cancelled check rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const server = await scriptedServer((query) => {
    cancelled.abort(reason)
    return encoded(query, {}).subarray(0, 1)
  })
  onTestFinished(server.close)
  const { check } = checking({ authoritative: [server.address] })

  await expect(check(records, 'all', cancelled.signal)).rejects.toBe(reason)
})

test('only challenge names are looked for', async () => {
  await expect(check(good, [{ name: 'www.example.com', value: 'one' }])).rejects.toMatchObject({
    code: 'ERR_DNS_NAME_FORBIDDEN',
  })
})
