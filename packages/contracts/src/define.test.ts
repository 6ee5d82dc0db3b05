import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { command, type DraftOf, event, type MessageOf, request } from './define.ts'
import { contractOf, contracts } from './index.ts'
import { OrderId } from './values.ts'

const orderId = OrderId.parse('ord_1')
const Held = event('order.held', {
  summary: 'Somebody holds it.',
  data: z.object({ by: z.string() }),
})

test('a contract is called for a draft', () => {
  expect(Held(orderId, { by: 'us' })).toEqual({ type: 'order.held', orderId, data: { by: 'us' } })
})

test('a contract tells of itself', () => {
  const { type, kind, summary } = Held

  expect({ type, kind, summary }).toEqual({
    ...{ type: 'order.held', kind: 'event', summary: 'Somebody holds it.' },
  })
  expect(Held.schema.parse({ by: 'us', later: 1 })).toEqual({ by: 'us' })
})

test('what declares it says its kind', () => {
  const data = z.object({})

  expect([request, event, command].map((make) => make('a.b', { summary: '', data }).kind)).toEqual([
    ...['request', 'event', 'command'],
  ])
})

test('types of drafts and messages follow from the contract', () => {
  expectTypeOf<DraftOf<typeof Held>['data']>().toEqualTypeOf<{ by: string }>()
  expectTypeOf<MessageOf<typeof Held>['type']>().toEqualTypeOf<'order.held'>()
  expectTypeOf<MessageOf<typeof Held>['tenantId']>().toBeString()
})

describe('the contracts that there are', () => {
  const all = Object.entries(contracts)

  test.each(all)('%s goes by its own type', (type, contract) => {
    expect(contract.type).toBe(type)
    expect(contractOf(type)).toBe(contract)
    expect(contract.summary).toMatch(/^[A-Z].*\.$/)
  })

  test.each(['', 'order', 'toString', '__proto__', 'constructor', 'dev.certwire.order.placed'])(
    '%j is none',
    (type) => {
      expect(contractOf(type)).toBeUndefined()
    },
  )

  test('only what upstream says is refused for a field that is not known', () => {
    const strict = all.filter(([, { schema }]) => {
      const { error } = schema.safeParse({ unheardOf: 1 })
      return error?.issues.some(({ code }) => code === 'unrecognized_keys')
    })

    expect(strict.map(([type]) => type)).toEqual([
      ...['cert.approved', 'cert.cancelled', 'cert.denied'],
      ...['cert.requested', 'cert.retried', 'cert.revoked'],
    ])
  })
})
