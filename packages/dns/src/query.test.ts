import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { query } from './query.ts'
import { serverAddress } from './server-address.ts'
import { encoded, type Script, scriptedServer, txt } from './test-support/scripted-server.ts'

const name = '_acme-challenge.example.com'
const never = new AbortController().signal

async function ask(script: Script, { timeoutMs = 2000, signal = never, host = '127.0.0.1' } = {}) {
  using server = await scriptedServer(script, host)
  const address = serverAddress(server.address) ?? expect.fail(server.address)
  const options = { recursionDesired: false, timeoutMs }
  const answer = await query(address, { name, type: 'TXT' }, options, signal)
  return { answer, asked: server.asked }
}

test('an answer has its values, its rcode and whether the server is authoritative', async () => {
  const { answer } = await ask(() => ({ answers: txt(name, 'one', 'two') }))

  expect(answer).toEqual({
    rcode: 'NOERROR',
    authoritative: true,
    truncated: false,
    answers: [
      { name, type: 'TXT', data: 'one' },
      { name, type: 'TXT', data: 'two' },
    ],
    authority: [],
  })
})

test('the strings of one record are one value', async () => {
  const split = { type: 'TXT', name, data: ['abc', 'def'] } as const
  const { answer } = await ask(() => ({ answers: [{ ...split, data: [...split.data] }] }))

  expect(answer.answers).toEqual([{ name, type: 'TXT', data: 'abcdef' }])
})

test('a truncated answer is asked again over TCP', async () => {
  const long = 'v'.repeat(2000).match(/.{250}/g) ?? []
  const { answer, asked } = await ask(({ transport }) =>
    transport === 'udp'
      ? { flags: dnsPacket.TRUNCATED_RESPONSE }
      : { answers: [{ type: 'TXT', name, data: [...long] }] },
  )

  expect(answer.answers).toEqual([{ name, type: 'TXT', data: 'v'.repeat(2000) }])
  expect(asked.map(({ transport }) => transport)).toEqual(['udp', 'tcp'])
})

test('an empty message over TCP is malformed', async () => {
  const empty = ask(({ transport }) =>
    transport === 'udp' ? { flags: dnsPacket.TRUNCATED_RESPONSE } : Buffer.alloc(0),
  )

  await expect(empty).rejects.toMatchObject({ code: 'ERR_DNS_MALFORMED' })
})

test('a server of IPv6 is asked like any other', async () => {
  const { answer } = await ask(() => ({ rcode: 3 }), { host: '::1' })

  expect(answer.rcode).toBe('NXDOMAIN')
})

test('a silent server is a timeout', async () => {
  const silent = ask(() => undefined, { timeoutMs: 30 })

  await expect(silent).rejects.toMatchObject({
    code: 'ERR_DNS_TIMEOUT',
    message: 'no answer within 0.03 s',
  })
})

test('a closed port is unreachable', async () => {
  const server = await scriptedServer(() => undefined)
  server.close()
  const address = serverAddress(server.address) ?? expect.fail(server.address)

  const options = { recursionDesired: false, timeoutMs: 2000 }
  const refused = query(address, { name, type: 'TXT' }, options, never)

  await expect(refused).rejects.toMatchObject({
    code: 'ERR_DNS_UNREACHABLE',
    message: 'unreachable (ECONNREFUSED)',
  })
})

test('bytes that are no DNS message are malformed', async () => {
  const garbage = ask(({ id }) => Buffer.from([id >> 8, id & 0xff, 0x84, 0, 0xff, 0xff, 1, 2, 3]))

  await expect(garbage).rejects.toMatchObject({ code: 'ERR_DNS_MALFORMED' })
})

test('an answer to another question is malformed', async () => {
  const other = ask(({ id }) =>
    encoded({ id, question: { name: 'other.example.com', type: 'TXT' } }, {}),
  )

  await expect(other).rejects.toMatchObject({ code: 'ERR_DNS_MALFORMED' })
})

test('a message with another id is as if it had not come', async () => {
  const forged = ask(({ id, question }) => encoded({ id: id ^ 1, question }, {}), { timeoutMs: 30 })

  await expect(forged).rejects.toMatchObject({ code: 'ERR_DNS_TIMEOUT' })
})

test('an answer in another case is the answer', async () => {
  const { answer } = await ask(({ id, question }) => {
    const shouted = name.toUpperCase()
    return encoded({ id, question: { ...question, name: shouted } }, { answers: txt(shouted, 'V') })
  })

  expect(answer.answers).toEqual([{ name, type: 'TXT', data: 'V' }])
})

test('a refusal without the question is an answer', async () => {
  const { answer } = await ask(({ id }) =>
    dnsPacket.encode({ type: 'response', id, flags: 5, questions: [] }),
  )

  expect(answer.rcode).toBe('REFUSED')
})

test('a cancelled query rejects with the reason', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')

  const asking = ask(
    () => {
      cancelled.abort(reason)
      return undefined
    },
    { signal: cancelled.signal },
  )

  await expect(asking).rejects.toBe(reason)
})

test('a query has EDNS of 1232 octets and does not ask for recursion', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const options = { recursionDesired: false, timeoutMs: 2000 }
  const asking = query(
    { address: '127.0.0.1', port: socket.address().port },
    { name, type: 'TXT' },
    options,
    AbortSignal.timeout(50),
  )

  const [message] = await Promise.all([once(socket, 'message'), asking.catch(() => undefined)])
  socket.close()

  expect(dnsPacket.decode(message[0])).toMatchObject({
    flag_rd: false,
    additionals: [{ type: 'OPT', udpPayloadSize: 1232 }],
  })
})
