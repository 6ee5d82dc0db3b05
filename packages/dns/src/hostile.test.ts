import { createSocket } from 'node:dgram'
import * as dnsPacket from 'dns-packet'
import { describe, expect, onTestFinished, test } from 'vitest'
import { propagation } from './propagation.ts'
import { type ReadingOptions, reading } from './reading.ts'
import { internet, type World } from './test-support/internet.ts'
import { encoded, type Script, scriptedServer, txt } from './test-support/scripted-server.ts'

const name = '_acme-challenge.example.com'
const records = [{ name, value: 'one' }]
const signal = new AbortController().signal
const options = { resolvers: ['198.51.100.1'], timeoutMs: 100, clock: () => new Date(0) }
const check = (more: Partial<ReadingOptions>) =>
  propagation(reading({ ...options, ...more })).check(records, 'all', signal)

/** What the report says when the zone's only server does this. */
async function seen(script: Script) {
  const server = await scriptedServer(script)
  onTestFinished(server.close)
  const { complete, lagging } = await check({ authoritative: [server.address] })
  return complete ? 'complete' : lagging.map(({ saw }) => saw).join()
}

/** The server does this when it is asked for the records, and knows nothing else. */
const onTxt =
  (script: Script): Script =>
  (query) =>
    query.question.type === 'TXT' ? script(query) : {}

const cname = (data: string): dnsPacket.Answer => ({ type: 'CNAME', name, ttl: 1, data })
const head = (id: number, ...rest: number[]) => Buffer.from([id >> 8, id & 0xff, 0x84, 0, ...rest])
const elsewhere = 'elsewhere.example.net'
const TC = dnsPacket.TRUNCATED_RESPONSE

test.each<[string, string, Script]>([
  ['fails', 'SERVFAIL', () => ({ rcode: 2 })],
  ['refuses', 'REFUSED', () => ({ rcode: 5 })],
  ['does not understand', 'FORMERR', () => ({ rcode: 1 })],
  ['has an rcode that nobody knows', 'RCODE 11', () => ({ rcode: 11 })],
  ['is silent', 'no answer within 0.1 s', () => undefined],
  ['sends half a header', 'malformed answer', ({ id }) => head(id, 0)],
  ['sends garbage', 'malformed answer', ({ id }) => head(id, 9, 9, 9, 9, 9, 9, 9, 9, 9)],
  ['promises 10,000 records', 'malformed answer', ({ id }) => head(id, 0, 0, 39, 16, 0, 0, 0, 0)],
  [
    'answers another question',
    'malformed answer',
    ({ id }) => encoded({ id, question: { name: elsewhere, type: 'TXT' } }, {}),
  ],
  [
    'answers with another id',
    'no answer within 0.1 s',
    ({ id, question }) => encoded({ id: id ^ 1, question }, { answers: txt(name, 'one') }),
  ],
  ['is truncated on TCP as well', 'malformed answer', () => ({ flags: TC })],
  [
    'is truncated and silent on TCP',
    'no answer over TCP within 0.1 s',
    ({ transport }) => (transport === 'udp' ? { flags: TC } : undefined),
  ],
  [
    'has an alias, then what that has',
    `CNAME to ${elsewhere}`,
    () => ({ answers: [cname(elsewhere), ...txt(elsewhere, 'one')] }),
  ],
  [
    'has what the alias has, then the alias',
    `CNAME to ${elsewhere}`,
    () => ({ answers: [...txt(elsewhere, 'one'), cname(elsewhere)] }),
  ],
  [
    'has the records behind those of others',
    'complete',
    () => ({ answers: [...txt(elsewhere, 'x'), ...txt(name, 'old'), ...txt(name, 'one')] }),
  ],
  [
    'has them among the authority records only',
    'no TXT record',
    () => ({ authorities: txt(name, 'one') }),
  ],
])('of a server that %s the report says: %s', async (_what, saw, script) => {
  expect(await seen(onTxt(script))).toBe(saw)
})

test('more records than any name has are malformed, though each of them is right', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => `value ${index}`)
  const script: Script = ({ transport }) =>
    transport === 'udp' ? { flags: TC } : { answers: txt(name, 'one', ...many) }

  expect(await seen(onTxt(script))).toBe('malformed answer')
})

test('an answer that comes from another port is as if it had not come', async () => {
  const other = createSocket('udp4')
  onTestFinished(() => void other.close())
  const server = createSocket('udp4')
  onTestFinished(() => void server.close())
  server.on('message', (message, { port, address }) => {
    const { id = 0, questions: [question] = [] } = dnsPacket.decode(message)
    if (question)
      other.send(encoded({ id, question }, { answers: txt(name, 'one') }), port, address)
  })
  await new Promise<void>((listening) => server.bind(0, '127.0.0.1', listening))

  const { lagging } = await check({ authoritative: [`127.0.0.1:${server.address().port}`] })

  expect(lagging.map(({ saw }) => saw)).toEqual(['no answer within 0.1 s'])
})

test('a server that nobody runs lags', async () => {
  const closed = await scriptedServer(() => ({}))
  closed.close()

  const { lagging } = await check({ authoritative: [closed.address] })

  expect(lagging).toEqual([{ server: closed.address, name, saw: 'unreachable (ECONNREFUSED)' }])
})

describe('of a zone that is found by delegation', () => {
  const holds = { [`TXT ${name}`]: ['TXT one'] }
  const zone = { 'SOA example.com': ['SOA'], 'NS example.com': ['NS ns1.example.com'] }
  const report = async (world: World) => {
    const { query, asked } = internet(world)
    const { complete, servers } = await check({ query })
    return { asked, complete, servers: servers.map((one) => [one.server, 'saw' in one && one.saw]) }
  }

  test('200 servers, the first sixteen are asked', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `ns${index}.example.com`)
    const addresses = names.map((name, index) => [`A ${name}`, [`A 192.0.2.${index}`]])
    const { complete, servers, asked } = await report({
      recursive: {
        ...zone,
        'NS example.com': names.map((name) => `NS ${name}`),
        ...Object.fromEntries(addresses),
      },
      ...Object.fromEntries(names.map((_, index) => [`192.0.2.${index}`, holds])),
    })

    expect([complete, servers.length]).toEqual([true, 16])
    expect(asked.length).toBeLessThan(16 * 4 + 5)
  })

  test.each([
    ['private', 'A 10.0.0.53', '10.0.0.53'],
    ['loopback', 'A 127.0.0.1', '127.0.0.1'],
    ['link-local', 'AAAA fe80::53', 'fe80::53'],
  ])(
    'a server with a %s address is asked there: an internal zone has such',
    async (_, line, at) => {
      const [type] = line.split(' ')
      const recursive = { ...zone, [`${type} ns1.example.com`]: [line] }

      expect(await report({ recursive, [at]: holds })).toMatchObject({
        complete: true,
        servers: [[`ns1.example.com (${at})`, false]],
      })
    },
  )

  test('a server that has IPv6 only is asked there', async () => {
    const recursive = { ...zone, 'AAAA ns1.example.com': ['AAAA 2001:db8::1'] }

    expect((await report({ recursive, '2001:db8::1': holds })).complete).toBe(true)
  })

  test('and lags where this machine has none: nobody else answers for it', async () => {
    const recursive = { ...zone, 'AAAA ns1.example.com': ['AAAA 2001:db8::1'] }

    expect(await report({ recursive, '2001:db8::1': 'unreachable' })).toMatchObject({
      complete: false,
      servers: [['ns1.example.com (2001:db8::1)', 'unreachable (ENETUNREACH)']],
    })
  })
})
