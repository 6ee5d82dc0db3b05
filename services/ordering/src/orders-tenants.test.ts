import {
  CertApproved,
  CertCancelled,
  CertDenied,
  CertRetried,
  CertRevoked,
  DnsName,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { open } from '@certwire/domain'
import { expect, test } from 'vitest'
import { mark, now, ofAnother, orderId, stage } from './test-stage.ts'

/** An order that waits for somebody's approval. */
async function approving() {
  const is = await stage()
  const verdict = { names: [DnsName.parse('a.example.test')] }
  const request = { orderId, tenantId: TenantId.parse('default'), digest: 'd', verdict }
  const order = open({ ...request, issuer: 'sandbox', key: 'p256', needsApproval: true }, now)
  return { ...is, order: await is.orders.create(order) }
}

test.each([
  CertApproved(orderId, {}),
  CertDenied(orderId, {}),
  CertCancelled(orderId, {}),
  CertRetried(orderId, {}),
  CertRevoked(orderId, { reason: 'keyCompromise', key: 'account' }),
])('another tenant’s $type does not move an order, or tell that it is there', async (draft) => {
  const { orders, documents, order } = await approving()

  await expect(orders.move(stamp(draft, ofAnother))).rejects.toMatchObject({
    ...{ name: 'Reject', code: 'ERR_ORDER_UNKNOWN' },
  })

  expect(await documents.get(orderId)).toEqual(order)
})

test('the tenant’s own does', async () => {
  const { orders, documents } = await approving()

  await orders.move(stamp(CertApproved(orderId, {}), mark))

  expect(await documents.get(orderId)).toMatchObject({ phase: 'placing' })
})
