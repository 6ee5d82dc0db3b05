import { randomInt } from 'node:crypto'
import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { encodeQuery, parseAnswer, type Question } from './message.ts'
import { DnsQueryError } from './query-error.ts'

const PACKETS = 20_000
const name = '_acme-challenge.example.com'
const query = encodeQuery({ name, type: 'TXT' }, { id: 7, recursionDesired: false })

/** mulberry32: small, and the same everywhere for a seed. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const respond = (answers: dnsPacket.Answer[], authorities: dnsPacket.Answer[] = []) =>
  dnsPacket.encode({
    type: 'response',
    id: 7,
    flags: dnsPacket.AUTHORITATIVE_ANSWER,
    questions: [{ name, type: 'TXT', class: 'IN' }],
    answers,
    authorities,
  })

const soa = { mname: 'ns.example.com', rname: 'root.example.com', serial: 1, minimum: 60 }
const honest = [
  respond([{ type: 'TXT', name, data: ['abc', 'def'] }]),
  respond([{ type: 'CNAME', name, data: 'x.example.net' }]),
  respond([], [{ type: 'SOA', name: 'example.com', data: soa }]),
  respond([], [{ type: 'NS', name, data: 'ns1.example.com' }]),
  respond([
    { type: 'A', name, data: '192.0.2.1' },
    { type: 'AAAA', name, data: '2001:db8::1' },
    { type: 'MX', name, data: { exchange: 'mail.example.com', preference: 1 } },
    { type: 'CAA', name, data: { tag: 'issue', value: 'ca.example', flags: 0 } },
    { type: 'NSEC', name, data: { nextDomain: 'a.example.com', rrtypes: ['TXT', 'NSEC'] } },
  ]),
]

const mutations: ((bytes: Buffer, random: (below: number) => number) => Buffer)[] = [
  (bytes, random) => bytes.fill(random(256), random(bytes.length)),
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(random(64), random(256))]),
  (bytes, random) => {
    bytes.writeUInt8(random(256), random(bytes.length))
    return bytes
  },
  (bytes, random) => {
    // A compression pointer to somewhere, be it itself.
    bytes.writeUInt16BE(0xc000 | random(bytes.length), random(bytes.length - 1))
    return bytes
  },
  (bytes, random) => {
    const [from, to] = [random(bytes.length), random(bytes.length)]
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
]

function mutated(random: (below: number) => number): Buffer {
  let bytes = Buffer.from(honest[random(honest.length)] ?? [])
  for (let times = 1 + random(4); times > 0 && bytes.length > 1; times -= 1) {
    bytes = Buffer.from(mutations[random(mutations.length)]?.(bytes, random) ?? bytes)
  }
  // Most keep the id, so that they are looked at and not just dropped.
  if (bytes.length > 1 && random(10) > 0) bytes.writeUInt16BE(7)
  return bytes
}

function outcome(bytes: Buffer): 'answer' | 'not ours' | 'malformed' {
  try {
    return parseAnswer(query, bytes) === undefined ? 'not ours' : 'answer'
  } catch (error) {
    if (error instanceof DnsQueryError && error.code === 'ERR_DNS_MALFORMED') return 'malformed'
    throw error
  }
}

test('whatever arrives is an answer, malformed, or not for us', { timeout: 30_000 }, () => {
  // biome-ignore lint/style/noProcessEnv: a failed run is repeated by its seed, and vitest hands on no other input.
  const seed = Number(process.env.CERTWIRE_SEED ?? randomInt(2 ** 31))
  const random = chance(seed)
  const seen = { answer: 0, malformed: 0, 'not ours': 0 }

  for (let packet = 0; packet < PACKETS; packet += 1) {
    const bytes = mutated(random)
    try {
      seen[outcome(bytes)] += 1
    } catch (error) {
      expect.fail(`CERTWIRE_SEED=${seed} packet ${packet} ${bytes.toString('hex')}: ${error}`)
    }
  }

  process.stdout.write(`CERTWIRE_SEED=${seed} ${JSON.stringify(seen)}\n`)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PACKETS / 100)
})

test('a packet full of pointers is refused before it is followed', () => {
  const bytes = Buffer.alloc(65_535, 0xc0)
  query.copy(bytes, 0, 0, query.length)
  bytes.writeUInt16BE(0x8400, 2)
  bytes.writeUInt16BE(65_535, 6)

  expect(outcome(bytes)).toBe('malformed')
})

test('a record that runs past the end is malformed', () => {
  const whole = honest[0] ?? expect.fail()

  expect(outcome(whole.subarray(0, whole.length - 2))).toBe('malformed')
})

test.each(['', 'a..b', `${'x'.repeat(64)}.example.com`, 'a b.example.com', 'ü.example.com'])(
  'the name "%s" cannot be asked',
  (odd) => {
    const question: Question = { name: odd, type: 'TXT' }

    expect(() => encodeQuery(question, { id: 1, recursionDesired: false })).toThrow(DnsQueryError)
  },
)
