import { type OrderId, TenantId } from '@certwire/contracts'
import { orderIdOf } from '@certwire/runtime'
import { expect } from 'vitest'
import { test } from '../support/staged.ts'

const idOf = (tenant: string, request: string) => orderIdOf(TenantId.parse(tenant), request)
const names = ['bus.example.test']
const event = {
  specversion: '1.0',
  id: '7',
  source: '/crm',
  type: 'cert.requested',
  data: { names },
}
const full = { ...event, type: 'dev.certwire.cert.requested', orderid: 'ord_5' }

const requests: { subject: string; body: object; tenant: string; id: string }[] = [
  { subject: 'cert.requested', body: { names }, tenant: 'default', id: idOf('default', 'msg-0') },
  { subject: 'cert.requested.acme', body: { names }, tenant: 'acme', id: idOf('acme', 'msg-1') },
  { subject: 'cert.requested', body: { names, orderId: 'ord_2' }, tenant: 'default', id: 'ord_2' },
  { subject: 'cert.requested', body: event, tenant: 'default', id: idOf('default', '/crm\n7') },
  { subject: 'cert.requested.acme', body: event, tenant: 'acme', id: idOf('acme', '/crm\n7') },
  { subject: 'cert.requested', body: full, tenant: 'default', id: 'ord_5' },
  {
    subject: 'cert.requested',
    body: { ...event, subject: 'ord_6' },
    tenant: 'default',
    id: 'ord_6',
  },
  {
    subject: 'cert.requested',
    body: { ...event, tenantid: 'b' },
    tenant: 'b',
    id: idOf('b', '/crm\n7'),
  },
]

test.concurrent('a request is plain JSON or a CloudEvent, of a tenant or not', async ({ on }) => {
  on.hold(({ type }) => type === 'ordering.place')
  for (const [at, { subject, body }] of requests.entries())
    await on.publish(subject, JSON.stringify(body), `msg-${at}`)
  await on.quiet()

  const orders = await Promise.all(requests.map(({ id }) => on.order(id as OrderId)))
  const taken = requests.map(({ id, tenant }) => ({ id, tenant, names, phase: 'placing' }))
  expect(orders).toMatchObject(taken)
  expect(await on.get('/dead')).toEqual({ letters: [] })
})

test.concurrent('an event that upstream says twice is one order', async ({ on }) => {
  await on.publish('cert.requested', JSON.stringify(event), 'once')
  await on.publish('cert.requested', JSON.stringify(event), 'again')
  await on.reached(idOf('default', '/crm\n7'), 'issued')
  await on.settled()

  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
  expect(await on.get('/dead')).toEqual({ letters: [] })
})

test.concurrent('another request under an id that was used is filed', async ({ on }) => {
  const orderId = idOf('default', '/crm\n7')
  const other = { ...event, data: { names: ['other.example.test'] } }
  await on.publish('cert.requested', JSON.stringify(event))
  await on.reached(orderId, 'issued')
  await on.publish('cert.requested', JSON.stringify(other))
  await on.quiet()

  expect(await on.order(orderId)).toMatchObject({ names, phase: 'issued' })
  expect(await on.get('/dead')).toMatchObject({ letters: [{ code: 'ERR_REQUEST_CONFLICT' }] })
})
