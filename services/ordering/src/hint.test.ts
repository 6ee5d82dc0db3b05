import {
  AuthorizationPending,
  ChallengePresented,
  CsrPrepared,
  DnsName,
  type Draft,
  NO_ORDER,
  OrderId,
  OrderPlaced,
  stamp,
  TenantId,
  WebhookReceived,
} from '@certwire/contracts'
import { open } from '@certwire/domain'
import { expect, onTestFinished, test } from 'vitest'
import { hint } from './hint.ts'
import { placements as definition } from './placing/placement-documents.ts'
import { connectPlacements } from './placing/placements.ts'
import { mark, now, stage } from './test-stage.ts'

const until = '2026-11-25T12:00:00.000Z'

/** Two orders of two tenants that wait for the CA until tomorrow: `ord_a` for a.example, `ord_b` for b.example. */
async function waiting() {
  const on = await stage()
  onTestFinished(() => on.store.close())
  const placements = connectPlacements(await on.store.open(definition), async () => false)
  for (const letter of ['a', 'b']) {
    const orderId = OrderId.parse(`ord_${letter}`)
    const tenantId = TenantId.parse(`tenant-${letter}`)
    const names = [DnsName.parse(`${letter}.example`)]
    const request = { orderId, tenantId, digest: 'd', issuer: 'atlas', key: 'p256' } as const
    await on.orders.create(open({ ...request, verdict: { names } }, now))
    for (const draft of waitsForTheCa(orderId, names))
      await on.orders.move(stamp(draft, { ...mark, tenantId }) as never)
    await placements.claim(`https://ca.example/order/${letter}`, orderId, 1)
  }
  on.said.length = 0
  const post = (data: Partial<Parameters<typeof WebhookReceived>[1]>) =>
    hint(
      stamp(
        WebhookReceived(NO_ORDER, { source: 's', deliveryId: 'd', issuer: 'atlas', ...data }),
        mark,
      ),
      { orders: on.orders, placements },
    )
  const asking = () =>
    on.said.filter((line) => line.includes('validation')).map((line) => line.slice(0, 5))
  return { post, asking }
}

function waitsForTheCa(orderId: OrderId, [name]: DnsName[]): Draft[] {
  const record = { name: `_acme-challenge.${name}`, value: 'v'.repeat(43) }
  const url = `https://ca.example/order/${name}`
  const challenge = { name: name as DnsName, url, record }
  return [
    OrderPlaced(orderId, {
      ...{ generation: 1, orderUrl: url, finalizeUrl: url },
      challenges: [challenge],
    }),
    ChallengePresented(orderId, { generation: 1, records: [record] }),
    CsrPrepared(orderId, { generation: 1, csr: 'CSR' }),
    AuthorizationPending(orderId, { generation: 1, until }),
  ]
}

test.each([
  ['its id', { order: OrderId.parse('ord_a') }, ['ord_a']],
  ['its URL at the CA', { orderUrl: 'https://ca.example/order/b' }, ['ord_b']],
  ['its names', { names: ['B.example.'] }, ['ord_b']],
  ['nothing, so all that wait for the issuer', {}, ['ord_a', 'ord_b']],
  ['an id that is not there', { order: OrderId.parse('ord_x') }, []],
  ['a URL that is not ours', { orderUrl: 'https://evil.example/' }, []],
  ['names of no order', { names: ['c.example'] }, []],
  ['what are no names', { names: ['..'] }, []],
  ['another issuer', { issuer: 'other', order: OrderId.parse('ord_a') }, []],
])('an order is asked for again that is named by %s', async (_, data, asked) => {
  const { post, asking } = await waiting()

  await post(data)

  expect(asking().sort()).toEqual(asked)
})
