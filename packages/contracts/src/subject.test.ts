import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CertRequested, contracts, OrderPlaced, PresentChallenge } from './messages/index.ts'
import { streams } from './streams.ts'
import { ALL_DEAD, ALL_EVENTS, deadSubjectOf, durableOf, filtersOf, subjectOf } from './subject.ts'
import { OrderId, TenantId } from './values.ts'

const ids = { tenantId: TenantId.parse('acme'), orderId: OrderId.parse('ord_1') }
const all = Object.values(contracts)

/** NATS's own rule: `*` is one token, `>` one or more at the end. */
function covers(filter: string, subject: string): boolean {
  const [tokens, wanted] = [subject.split('.'), filter.split('.')]
  if (wanted.at(-1) === '>')
    return (
      tokens.length >= wanted.length &&
      covers(filter.slice(0, -2), tokens.slice(0, wanted.length - 1).join('.'))
    )
  return (
    tokens.length === wanted.length && wanted.every((one, at) => one === '*' || one === tokens[at])
  )
}

test.each([
  [CertRequested, 'cert.requested.acme', ['cert.requested', 'cert.requested.*']],
  [OrderPlaced, 'cert.event.acme.order.placed.ord_1', ['cert.event.*.order.placed.*']],
  [PresentChallenge, 'cert.command.solver.present.ord_1', ['cert.command.solver.present.*']],
])('$type has its subject and its filters', (contract, subject, filters) => {
  expect(subjectOf(contract, ids)).toBe(subject)
  expect(filtersOf(contract)).toEqual(filters)
})

describe.each(all)('$type', (contract) => {
  const subject = subjectOf(contract, ids)

  test('is let through by its own filters and by no other contract’s', () => {
    const takers = all.filter((one) => filtersOf(one).some((filter) => covers(filter, subject)))

    expect(takers).toEqual([contract])
  })

  test('is kept in one stream', () => {
    const keepers = streams.filter(({ subjects }) => subjects.some((one) => covers(one, subject)))

    expect(keepers).toHaveLength(1)
  })

  test('is among all events if it is one', () => {
    expect(covers(ALL_EVENTS, subject)).toBe(contract.kind === 'event')
  })
})

test('no two streams want the same subject', () => {
  const subjects = streams.flatMap((stream) => stream.subjects)
  const plain = subjects.map((subject) => subject.replace('>', 'x').replace('*', 'x'))

  expect(
    plain.filter((one) => subjects.filter((filter) => covers(filter, one)).length > 1),
  ).toEqual([])
})

test('a dead letter goes to the service and the order that it is about, or to none', () => {
  expect(deadSubjectOf('solver', 'ord_1')).toBe('cert.dead.solver.ord_1')
  expect(deadSubjectOf('solver', undefined)).toBe('cert.dead.solver.none')
  expect(covers(ALL_DEAD, deadSubjectOf('solver', undefined))).toBe(true)
})

test.each([
  [OrderPlaced, 'ordering_order-placed'],
  [PresentChallenge, 'solver_present'],
])('a durable is named after the service and what it takes', (contract, durable) => {
  expect(durableOf(durable.split('_')[0] ?? '', contract)).toBe(durable)
})

describe('text from outside never becomes a token', () => {
  const hostile = [
    ...[
      '',
      '.',
      '..',
      '*',
      '>',
      'a.*',
      'a.>',
      '.a',
      'a.',
      'a b',
      'a\tb',
      'a\r\nPUB x 1',
      '\0',
      '\x7f',
    ],
    ...[
      '\u00a0',
      '\u2028',
      '\u200b',
      '🔥',
      '_INBOX.x',
      '$JS.API.STREAM.DELETE.x',
      '$SYS.REQ',
      '$KV.x',
    ],
    ...['example.com', '*.example.com', '%2e', 'a'.repeat(65), 'a'.repeat(5000), 'a.'.repeat(300)],
  ]

  test.each(hostile)('%j is neither a tenant nor an order', (text) => {
    expect(TenantId.safeParse(text).success).toBe(false)
    expect(OrderId.safeParse(text).success).toBe(false)
    expect(OrderId.safeParse(`ord_${text}`).success).toBe(false)
  })

  test('whatever is a tenant or an order is one token, and any contract’s subject stays what it is', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hostile),
      fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    )

    fc.assert(
      fc.property(text, text, fc.constantFrom(...all), (tenant, order, contract) => {
        const [tenantId, orderId] = [TenantId.safeParse(tenant), OrderId.safeParse(`ord_${order}`)]
        fc.pre(tenantId.success && orderId.success)
        const subject = subjectOf(contract, { tenantId: tenantId.data, orderId: orderId.data })

        expect(subject).toMatch(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/)
        expect(subject.split('.')).toHaveLength(subjectOf(contract, ids).split('.').length)
      }),
    )
  })
})
