import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { encodeQuery, parseAnswer, type Question } from './message.ts'
import { DnsQueryError } from './query-error.ts'

const name = '_acme-challenge.example.com'
const query = encodeQuery({ name, type: 'TXT' }, { id: 7, recursionDesired: false })
const malformed = expect.objectContaining({ code: 'ERR_DNS_MALFORMED' })

test('a packet full of pointers is refused before it is followed', () => {
  const bytes = Buffer.alloc(65_535, 0xc0)
  query.copy(bytes, 0, 0, query.length)
  bytes.writeUInt16BE(0x8400, 2)
  bytes.writeUInt16BE(65_535, 6)

  expect(() => parseAnswer(query, bytes)).toThrow(malformed)
})

test('a record that runs past the end is malformed', () => {
  const whole = dnsPacket.encode({
    ...{ type: 'response', id: 7, questions: [{ name, type: 'TXT', class: 'IN' }] },
    answers: [{ type: 'TXT', name, data: ['abc', 'def'] }],
  })

  const cut = whole.subarray(0, whole.length - 2)

  expect(() => parseAnswer(query, cut)).toThrow(malformed)
})

test('a CAA record is told as a zone file has it, without the quotes', () => {
  const asked = encodeQuery({ name, type: 'CAA' }, { id: 7, recursionDesired: true })
  const answer = dnsPacket.encode({
    ...{ type: 'response', id: 7, questions: [{ name, type: 'CAA', class: 'IN' }] },
    answers: [{ type: 'CAA', name, data: { flags: 128, tag: 'issue', value: 'ca.example; a=b' } }],
  })

  expect(parseAnswer(asked, answer)?.answers).toEqual([
    { name, type: 'CAA', data: '128 issue ca.example; a=b' },
  ])
})

test.each([
  [{ recursionDesired: false }, 0],
  [{ recursionDesired: true }, 0x100],
  [{ recursionDesired: true, checkingDisabled: true }, 0x110],
])('a query with %j has the flags %i', (options, flags) => {
  expect(encodeQuery({ name, type: 'SOA' }, { id: 7, ...options }).readUInt16BE(2)).toBe(flags)
})

test.each(['', 'a..b', `${'x'.repeat(64)}.example.com`, 'a b.example.com', 'ü.example.com'])(
  'the name "%s" cannot be asked',
  (odd) => {
    const question: Question = { name: odd, type: 'TXT' }

    expect(() => encodeQuery(question, { id: 1, recursionDesired: false })).toThrow(DnsQueryError)
  },
)
