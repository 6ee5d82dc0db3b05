import * as dnsPacket from 'dns-packet'
import { expect, onTestFinished, test } from 'vitest'
import { propagation } from './propagation.ts'
import { encoded, type Script, scriptedServer, txt } from './test-support/scripted-server.ts'

const name = '_acme-challenge.example.com'
const records = [
  { name, value: 'apex' },
  { name, value: 'wildcard' },
]
const signal = new AbortController().signal
const good: Script = ({ question }) =>
  question.type === 'TXT' ? { answers: txt(name, 'apex', 'wildcard') } : {}

/** The zone has one server that holds everything, and one that does this. */
async function check(script: Script, wanted: readonly { name: string; value: string }[] = records) {
  const servers = await Promise.all([scriptedServer(good), scriptedServer(script)])
  onTestFinished(() => {
    for (const server of servers) server.close()
  })
  const { check } = propagation({
    resolvers: [],
    authoritative: servers.map(({ address }) => address),
    timeoutMs: 100,
    clock: () => new Date(),
  })
  const report = await check(wanted, signal)
  const second = servers[1]?.address
  return { report, asked: servers[1]?.asked ?? [], lag: (saw: string) => lag(second, saw) }
}

const lag = (server: string | undefined, saw: string) => ({
  complete: false,
  lagging: [{ server, name, saw }],
})

test('records that every server holds are out', async () => {
  const { report } = await check(good)

  expect(report).toEqual({ complete: true, lagging: [] })
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

const garbage: Script = ({ id }) =>
  Buffer.from([id >> 8, id & 0xff, 0x84, 0, 9, 9, 9, 9, 9, 9, 9, 9])

test.each<[string, Script, string]>([
  ['that knows no such name', () => ({ rcode: 3 }), 'NXDOMAIN'],
  ['that fails', () => ({ rcode: 2 }), 'SERVFAIL'],
  ['that refuses', () => ({ rcode: 5 }), 'REFUSED'],
  ['with no record', () => ({}), 'no TXT record'],
  ['with only one of two values', () => ({ answers: txt(name, 'apex') }), 'other values'],
  ['with values of others', () => ({ answers: txt(name, 'old') }), 'other values'],
  [
    'with records of another name',
    () => ({ answers: txt('x.example.com', 'apex') }),
    'no TXT record',
  ],
  ['that is silent', () => undefined, 'no answer within 0.1 s'],
  ['that answers garbage', garbage, 'malformed answer'],
])('a server %s lags', async (_what, script, saw) => {
  const { report, lag } = await check(script)

  expect(report).toEqual(lag(saw))
})

test('a truncated answer is completed over TCP', async () => {
  const { report, asked } = await check((query) =>
    query.transport === 'udp' && query.question.type === 'TXT'
      ? { flags: dnsPacket.TRUNCATED_RESPONSE }
      : good(query),
  )

  expect(report.complete).toBe(true)
  expect(asked.at(-1)?.transport).toBe('tcp')
})

test('a server that nobody runs lags', async () => {
  const closed = await scriptedServer(good)
  closed.close()
  const { check } = propagation({
    resolvers: [],
    authoritative: [closed.address],
    timeoutMs: 100,
    clock: () => new Date(),
  })

  expect(await check(records, signal)).toEqual(lag(closed.address, 'unreachable (ECONNREFUSED)'))
})

test('without a server to ask nothing is out', async () => {
  const options = { resolvers: [], timeoutMs: 100, clock: () => new Date() }
  const { check } = propagation({ ...options, authoritative: () => [] })

  expect(await check(records, signal)).toEqual(lag('none', 'no server to ask'))
})

test('a hundred names are checked at once, sixteen questions at a time', async () => {
  const value = 'one'
  const names = Array.from({ length: 100 }, (_, index) => `_acme-challenge.n${index}.example.com`)
  let open = 0
  let most = 0
  const { check } = propagation({
    resolvers: [],
    authoritative: ['192.0.2.1', '192.0.2.2'],
    timeoutMs: 100,
    clock: () => new Date(),
    query: async (_server, { name, type }) => {
      open += 1
      most = Math.max(most, open)
      await new Promise(setImmediate)
      open -= 1
      const answers = type === 'TXT' ? [{ name, type, data: value }] : []
      return { rcode: 'NOERROR', authoritative: true, truncated: false, answers, authority: [] }
    },
  })

  const report = await check(
    names.map((name) => ({ name, value })),
    signal,
  )

  expect({ report, open, most }).toEqual({
    report: { complete: true, lagging: [] },
    open: 0,
    most: 16,
  })
})

test('a cancelled check rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const server = await scriptedServer((query) => {
    cancelled.abort(reason)
    return encoded(query, {}).subarray(0, 1)
  })
  onTestFinished(server.close)
  const { check } = propagation({
    resolvers: [],
    authoritative: [server.address],
    timeoutMs: 2000,
    clock: () => new Date(),
  })

  await expect(check(records, cancelled.signal)).rejects.toBe(reason)
})

test('only challenge names are looked for', async () => {
  await expect(check(good, [{ name: 'www.example.com', value: 'one' }])).rejects.toMatchObject({
    code: 'ERR_DNS_NAME_FORBIDDEN',
  })
})
