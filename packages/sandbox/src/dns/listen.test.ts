import { Resolver } from 'node:dns/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prefixed } from './listen.ts'
import { type SandboxDns, startSandboxDns } from './start.ts'
import { ask, askTcp, query, read, tcpExchange, udpExchange } from './test-client.ts'

let dns: SandboxDns

beforeEach(async () => {
  dns = await startSandboxDns({ zones: ['example.test', 'Other.test.'] })
})
afterEach(() => dns.close())

const name = '_acme-challenge.example.test'
const txt = (value: string, at = name) => dns.add({ name: at, type: 'TXT', value })

test('what does not fit a datagram is truncated, and whole over TCP', async () => {
  for (const index of Array(20).keys()) txt(`${index}`.padEnd(43, 'x'))

  const plain = await ask(dns.address, name, 'TXT')
  const edns = await ask(dns.address, name, 'TXT', { edns: { size: 4096 } })
  const tcp = await askTcp(dns.address, name, 'TXT')

  expect(plain).toMatchObject({ tc: true, answers: [] })
  expect(edns).toMatchObject({ tc: true, answers: [], edns: { size: 1232 } })
  expect(tcp.tc).toBe(false)
  expect(tcp.answers).toHaveLength(20)
})

test('a resolver that is told so goes to TCP by itself', async () => {
  for (const index of Array(30).keys()) txt(`${index}`.padEnd(60, 'x'))
  const resolver = new Resolver()
  resolver.setServers([dns.address])

  expect(await resolver.resolveTxt(name)).toHaveLength(30)
})

test('a connection takes several queries, however they are cut', async () => {
  txt('v')
  const one = prefixed(query(name, 'TXT'))

  const answers = await tcpExchange(dns.address, Buffer.concat([one, one, one]), 3)

  expect(answers.map((answer) => read(answer).answers)).toEqual(Array(3).fill([`TXT ${name} v`]))
})

test('a version of EDNS that nobody speaks is BADVERS', async () => {
  const answer = await ask(dns.address, name, 'TXT', { edns: { size: 1232, version: 1 } })

  expect(answer.edns).toEqual({ size: 1232, extendedRcode: 1 })
})

test('another class is refused, another opcode is not implemented', async () => {
  const notify = query('example.test', 'SOA')
  notify.writeUInt16BE(4 << 11, 2)

  expect(await ask(dns.address, 'example.test', 'TXT', { class: 'CH' })).toMatchObject({
    rcode: 5,
  })
  expect(read(await udpExchange(dns.address, notify))).toMatchObject({ rcode: 4 })
})

test('a query that cannot be read is a format error', async () => {
  const twoQuestions = query(name, 'TXT')
  twoQuestions.writeUInt16BE(2, 4)
  const cut = query(name, 'TXT').subarray(0, 20)
  const pointer = Buffer.concat([
    query('', 'TXT').subarray(0, 12),
    Buffer.from('c00c00100001', 'hex'),
  ])

  for (const message of [twoQuestions, cut, pointer]) {
    const answer = await udpExchange(dns.address, message)
    expect(answer.readUInt16BE(2) & 0xf).toBe(1)
  }
})

test('a connection that sends nonsense leaves the others alone', async () => {
  txt('v')
  const nonsense = prefixed(Buffer.from('nonsense that is no message'))

  await tcpExchange(dns.address, Buffer.concat([nonsense, prefixed(query(name, 'TXT'))]), 1)

  expect((await askTcp(dns.address, name, 'TXT')).answers).toEqual([`TXT ${name} v`])
})
