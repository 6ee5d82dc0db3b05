import { CertCancelled, CertificateId, DnsName, OrderId, TenantId } from '@certwire/contracts'
import { type Order, open, settled, transition } from '@certwire/domain'
import { type CollectionDefinition, type Document, sqliteStore } from '@certwire/store'
import { expect, onTestFinished, test } from 'vitest'
import { certificates } from './certificates.ts'
import { orders } from './orders.ts'

async function collection<D extends Document>(definition: CollectionDefinition<D>) {
  const store = await sqliteStore({ file: ':memory:' })
  onTestFinished(() => store.close())
  return store.open(definition)
}

const minute = (number: number) => new Date(Date.UTC(2026, 10, 24, 12, number))

function orderOf(tenant: string, id: string, at: Date): Order {
  const names = [DnsName.parse('example.com')]
  return open(
    {
      ...{ orderId: OrderId.parse(id), tenantId: TenantId.parse(tenant), digest: 'd' },
      ...{ issuer: 'sandbox', key: 'p256', verdict: { names } },
    },
    at,
  )
}

test('what is due is found, the longest due first, and what has nothing left to do is not', async () => {
  const kept = await collection(orders)
  const cancelled = transition(
    orderOf('a', 'ord_3', minute(0)),
    { type: 'cert.cancelled', data: CertCancelled(OrderId.parse('ord_3'), {}).data },
    minute(0),
  )
  await kept.insert(orderOf('a', 'ord_1', minute(2)))
  await kept.insert(orderOf('a', 'ord_2', minute(1)))
  await kept.insert({ ...(settled(cancelled) ?? cancelled), version: 1 })

  const due = await kept.find('due', { to: minute(9).toISOString(), limit: 9 })

  expect(due.map(({ _id }) => _id)).toEqual(['ord_2', 'ord_1'])
  expect(await kept.find('due', { to: minute(0).toISOString(), limit: 9 })).toEqual([])
})

test('a tenant’s orders are found, the youngest first, and nobody else’s', async () => {
  const kept = await collection(orders)
  await kept.insert(orderOf('a', 'ord_1', minute(1)))
  await kept.insert(orderOf('a', 'ord_2', minute(2)))
  await kept.insert(orderOf('b', 'ord_3', minute(3)))

  const found = await kept.find('tenant', { equal: ['a'], descending: true, limit: 9 })

  expect(found.map(({ _id }) => _id)).toEqual(['ord_2', 'ord_1'])
})

test('a certificate is found by its order, its tenant and its end', async () => {
  const kept = await collection(certificates)
  const [createdAt, notAfter] = [minute(0).toISOString(), minute(59).toISOString()]
  const certificateId = CertificateId.parse(`crt_${'a'.repeat(40)}`)
  const document = certificates.schema.parse({
    ...{ _id: certificateId, version: 1, tenantId: 'a', orderId: 'ord_1', issuer: 'sandbox' },
    ...{ names: ['example.com'], chain: 'PEM', notAfter, createdAt },
    facts: {
      ...{ certificateId, serial: '01', subject: 'CN=example.com', issuerName: 'CN=CA' },
      ...{ notBefore: createdAt, notAfter },
    },
  })
  await kept.insert(document)

  expect(await kept.find('order', { equal: ['ord_1'], limit: 1 })).toEqual([document])
  expect(await kept.find('tenant', { equal: ['a'], limit: 1 })).toEqual([document])
  expect(await kept.find('expiry', { to: notAfter, limit: 1 })).toEqual([document])
})
