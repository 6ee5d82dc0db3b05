import { TenantId } from '@certwire/contracts'
import { type Order, open } from '@certwire/domain'
import { expect, test } from 'vitest'
import { now, orderId, stage } from '../test-stage.ts'
import { isOver } from './is-over.ts'

const order = open(
  {
    ...{ orderId, tenantId: TenantId.parse('default'), digest: 'd', issuer: 'sandbox' },
    ...{ key: 'p256', verdict: { names: [] } },
  },
  now,
)
const records = [{ name: '_acme-challenge.a.example', value: 'v'.repeat(43) }]

test.each<[string, Order | undefined, boolean]>([
  ['under way is not', order, false],
  ['that has ended is', { ...order, phase: 'cancelled' }, true],
  ['with records that may be in a zone is not', { ...order, phase: 'cancelled', records }, false],
  ['that nobody knows is', undefined, true],
])('an order %s over', async (_, document, over) => {
  const { documents } = await stage()
  if (document) await documents.insert(document)

  expect(await isOver(documents)(orderId)).toBe(over)
})
