import { expect, onTestFinished, test } from 'vitest'
import { context } from '../test-support/context.ts'
import { type Script, scriptedServer } from '../test-support/scripted-server.ts'
import { rfc2136 } from './rfc2136.ts'

const keyName = 'certwire'
const keySecret = Buffer.from('a secret of thirty-two octets!!!').toString('base64')
const record = { name: '_acme-challenge.example.com', value: 'one' }
const signal = new AbortController().signal

/** An answer with nothing in it but its rcode. */
const bare = (id: number, rcode: number, flags = 0xa800) =>
  Buffer.concat([Buffer.from([id >> 8, id & 0xff, flags >> 8, rcode]), Buffer.alloc(8)])

/** The removal of one record at a server that answers so; with a key unless told. */
async function changing(script: Script, { key = true, remove = [record], isClosed = false } = {}) {
  const server = await scriptedServer(script)
  if (isClosed) server.close()
  else onTestFinished(server.close)
  const config = rfc2136.config.parse({
    server: server.address,
    ...(key && { keyName, keySecret }),
  })
  const dns = rfc2136.connect(config, context)
  const outcome = await dns
    .change('example.com', { add: [], remove }, signal)
    .catch((error) => error)
  return { outcome, over: server.asked.map(({ transport }) => transport) }
}

test('a small update is one datagram', async () => {
  const { outcome, over } = await changing(({ id }) => bare(id, 0), { key: false })

  expect({ outcome, over }).toEqual({ outcome: 'accepted', over: ['udp'] })
})

test('a large update goes over TCP at once', async () => {
  const remove = ['a', 'b', 'c'].map((value) => ({ ...record, value: value.repeat(200) }))
  const { outcome, over } = await changing(({ id }) => bare(id, 0), { key: false, remove })

  expect({ outcome, over }).toEqual({ outcome: 'accepted', over: ['tcp'] })
})

test.each([
  ['truncated', (id: number) => bare(id, 0, 0xaa00)],
  ['malformed', (id: number) => bare(id, 0, 0x0100)],
])('what is %s over UDP is asked over TCP', async (_what, datagram) => {
  const script: Script = ({ id, transport }) => (transport === 'udp' ? datagram(id) : bare(id, 0))
  const { outcome, over } = await changing(script, { key: false })

  expect({ outcome, over }).toEqual({ outcome: 'accepted', over: ['udp', 'tcp'] })
})

test('who has a key believes no yes without a signature', async () => {
  const { outcome, over } = await changing(({ id }) => bare(id, 0))

  expect(outcome).toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED', retryable: true })
  expect(over).toEqual(['udp', 'tcp'])
})

test.each([
  [1, 'REFUSED', false],
  [2, 'UNREACHABLE', true],
  [3, 'ZONE', false],
  [4, 'REFUSED', false],
  [5, 'AUTH', false],
  [7, 'REFUSED', false],
  [9, 'ZONE', false],
  [10, 'ZONE', false],
  [15, 'REFUSED', false],
])('RCODE %i is %s', async (rcode, code, retryable) => {
  const { outcome } = await changing(({ id }) => bare(id, rcode))

  expect(outcome).toMatchObject({ code: `ERR_DNS_PROVIDER_${code}`, retryable })
  expect(String(outcome)).not.toContain(keySecret)
})

test('NOTAUTH without a key may be for want of one', async () => {
  const { outcome } = await changing(({ id }) => bare(id, 9), { key: false })

  expect(outcome).toMatchObject({ code: 'ERR_DNS_PROVIDER_AUTH' })
})

test('what no message can hold is refused before it is sent', async () => {
  const remove = Array.from({ length: 400 }, (_, at) => ({
    ...record,
    value: String(at).padStart(200, 'v'),
  }))
  const { outcome, over } = await changing(() => undefined, { remove })

  expect(outcome).toMatchObject({ code: 'ERR_DNS_PROVIDER_REFUSED' })
  expect(over).toEqual([])
})

test('a server that nobody runs is unreachable', async () => {
  const { outcome } = await changing(() => undefined, { key: false, isClosed: true })

  expect(outcome).toMatchObject({ code: 'ERR_DNS_PROVIDER_UNREACHABLE' })
})

test.each([
  ['no server', {}],
  ['an address with a mistake', { server: '192.0.2.300' }],
  ['a port that is none', { server: 'ns1.example.com:0' }],
  ['a key without a secret', { server: 'ns1.example.com', keyName }],
  ['a secret without a key', { server: 'ns1.example.com', keySecret }],
  ['a secret that is not base64', { server: 'ns1.example.com', keyName, keySecret: 'hunter2!' }],
])('%s is no configuration', (_what, config) => {
  expect(rfc2136.config.safeParse(config).success).toBe(false)
})

test.each(['ns1.example.com', 'ns1.example.com:5300', '192.0.2.1', '[2001:db8::1]:53'])(
  'the server may be %s',
  (server) => {
    expect(rfc2136.config.parse({ server })).toEqual({ server, keyAlgorithm: 'hmac-sha256' })
  },
)
