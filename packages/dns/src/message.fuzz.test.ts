import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { type Answer, encodeQuery, parseAnswer } from './message.ts'
import { DnsQueryError } from './query-error.ts'
import { type Chance, damaged, noise, shuffled } from './test-support/noise.ts'

const PACKETS = 100_000
const name = '_acme-challenge.example.com'
const query = encodeQuery({ name, type: 'TXT' }, { id: 7, recursionDesired: false })
const question = query.toString('hex', 12, 12 + name.length + 6)

/** What BIND 9.18 and Knot 3.2 answer: two values, a chain of CNAMEs, NXDOMAIN, a referral. */
const real = [
  [
    `000784000001000200010002${question}c00c001000010000003c0004036f6e65c00c001000010000003c0009`,
    '0374776f046d6f7265c01c000200010000003c0006036e7331c01cc05e000100010000003c00047f000001',
    '00002904d0000000000000',
  ],
  [
    `000784000001000300010002${question}c00c000500010000003c00040161c01cc039000500010000003c0004`,
    '0162c01cc049001000010000003c0004036f6e65c01c000200010000003c0006036e7331c01cc06900010001',
    '0000003c00047f00000100002904d0000000000000',
  ],
  [
    `000784030001000000010001${question}c01c000600010000003c0027036e7331c01c0a686f73746d6173746572`,
    'c01c00000001000151800001518000093a800000003c00002904d0000000000000',
  ],
  [
    `000780000001000000010003${question}c00c000200010000003c0005026e73c00cc039000100010000003c0004`,
    'c0000201c039001c00010000003c001020010db800000000000000000000000100002904d0000000000000',
  ],
].map((parts) => Buffer.from(parts.join(''), 'hex'))

const records: dnsPacket.Answer[] = [
  { type: 'CNAME', name, data: 'x.example.net' },
  { type: 'TXT', name: 'x.example.net', data: ['abc', 'def'] },
  { type: 'TXT', name, data: ['v'.repeat(255)] },
  { type: 'NS', name: 'example.com', data: 'ns1.example.com' },
  { type: 'A', name: 'ns1.example.com', data: '192.0.2.1' },
  { type: 'AAAA', name: 'ns1.example.com', data: '2001:db8::1' },
  { type: 'MX', name, data: { exchange: 'mail.example.com', preference: 1 } },
  { type: 'CAA', name, data: { tag: 'issue', value: 'ca.example', flags: 0 } },
  { type: 'NSEC', name, data: { nextDomain: 'a.example.com', rrtypes: ['TXT', 'NSEC'] } },
]

const withAnswers = (answers: dnsPacket.Answer[]) =>
  dnsPacket.encode({
    ...{ type: 'response', id: 7, flags: dnsPacket.AUTHORITATIVE_ANSWER },
    ...{ questions: [{ name, type: 'TXT', class: 'IN' }], answers },
  })

/** An answer as servers give it, or one with any records in any order. */
const honest = (chance: Chance): Buffer =>
  real[chance(2 * real.length)] ??
  withAnswers(shuffled(records, chance).slice(0, chance(records.length)))

function outcome(bytes: Buffer): 'answer' | 'not ours' | 'malformed' {
  try {
    return parseAnswer(query, bytes) === undefined ? 'not ours' : 'answer'
  } catch (error) {
    if (error instanceof DnsQueryError && error.code === 'ERR_DNS_MALFORMED') return 'malformed'
    throw error
  }
}

test('whatever arrives is an answer, malformed, or not for us, in no time', {
  timeout: 60_000,
}, () => {
  const { trials, chance } = noise('dns answers', PACKETS)
  const seen = { answer: 0, malformed: 0, 'not ours': 0 }
  let slowest = 0

  for (let packet = 0; packet < trials; packet += 1) {
    const bytes = damaged(honest(chance), chance)
    const began = performance.now()
    try {
      seen[outcome(bytes)] += 1
    } catch (error) {
      expect.fail(`packet ${packet} ${bytes.toString('hex')}: ${error}`)
    }
    slowest = Math.max(slowest, performance.now() - began)
  }

  process.stdout.write(`${JSON.stringify(seen)}, the slowest took ${slowest.toFixed(1)} ms\n`)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(trials / 100)
  expect(slowest).toBeLessThan(1000)
})

test('in whatever order the records come, all of them are read', () => {
  const { trials, chance } = noise('dns answers in another order', 2000)
  const lines = ({ answers }: Partial<Answer> = {}) =>
    answers?.map(({ type, data }) => `${type} ${data}`).sort()
  const expected = lines(parseAnswer(query, withAnswers(records)))

  for (let packet = 0; packet < trials; packet += 1) {
    const bytes = withAnswers(shuffled(records, chance))
    expect(lines(parseAnswer(query, bytes))).toEqual(expected)
  }
})
