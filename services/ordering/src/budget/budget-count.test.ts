import { type Budgets, connectBudgets } from '@certwire/budgets'
import {
  type AnyMessage,
  AuthorizationInvalid,
  AuthorizationValid,
  CertCancelled,
  CertificateIssued,
  ChallengeFailed,
  DnsName,
  OrderInvalid,
  OrderRefused,
  type Problem,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { type Order, open } from '@certwire/domain'
import { expect, test } from 'vitest'
import { mark, now, ofAnother, orderId, stage } from '../test-stage.ts'
import { count, countOverdue } from './budget-count.ts'

const names = [DnsName.parse('a.example'), DnsName.parse('b.example')]
const problem: Problem = {
  ...{ code: 'ERR_ACME_DNS', reason: 'no answer', remedy: 'None.', actor: 'nobody' },
  retryable: true,
}
const order: Order = open(
  {
    ...{ orderId, tenantId: TenantId.parse('default'), digest: 'd', issuer: 'ca', key: 'p256' },
    verdict: { names },
  },
  now,
)
const failed = { generation: 1, problem }

/** A ledger that writes down what it is told. */
function ledger() {
  const calls: unknown[] = []
  const note =
    (what: string) =>
    async (...rest: unknown[]) =>
      void calls.push([what, ...rest])
  const budgets = {
    ...{ counts: true, over: note('over'), failed: note('failed'), succeeded: note('succeeded') },
  } as unknown as Budgets
  return { calls, budgets }
}

/** What the ledger is told for a message. */
async function told(message: AnyMessage, changes: Partial<Order> = {}) {
  const { calls, budgets } = ledger()
  const orders = { find: async () => ({ ...order, ...changes }) as Order }
  await count(message, { budgets, orders })
  return calls
}

const done = { who: `${orderId}/1`, names }

test.each<[string, AnyMessage, unknown[]]>([
  [
    'a certificate spends what was held',
    stamp(CertificateIssued(orderId, { generation: 1, chain: 'PEM' }), mark),
    [['over', 'ca', done, true]],
  ],
  [
    'names that were proved have not failed in a row',
    stamp(AuthorizationValid(orderId, { generation: 1 }), mark),
    [['succeeded', 'ca', names]],
  ],
  [
    'names that were refused have failed, and nothing is held any more',
    stamp(AuthorizationInvalid(orderId, { ...failed, names: names.slice(1) }), mark),
    [
      ['failed', 'ca', { ...done, names: names.slice(1) }],
      ['over', 'ca', done, false],
    ],
  ],
  [
    'an order that the CA does not take holds nothing',
    stamp(OrderRefused(orderId, failed), mark),
    [['over', 'ca', done, false]],
  ],
  [
    'an order that is invalid holds nothing',
    stamp(OrderInvalid(orderId, failed), mark),
    [['over', 'ca', done, false]],
  ],
  [
    'records that cannot be presented neither',
    stamp(ChallengeFailed(orderId, failed), mark),
    [['over', 'ca', done, false]],
  ],
  [
    'what is cancelled may be issued all the same',
    stamp(CertCancelled(orderId, {}), mark),
    [['over', 'ca', done, true]],
  ],
])('%s', async (_, message, calls) => {
  expect(await told(message)).toEqual(calls)
})

test('nobody counts on the order of another tenant, or on one that is over', async () => {
  expect(await told(stamp(CertCancelled(orderId, {}), ofAnother))).toEqual([])
  expect(await told(stamp(CertCancelled(orderId, {}), mark), { phase: 'failed' })).toEqual([])
})

test('where no limits are known the order is not even read', async () => {
  const { store, clock } = await stage()
  const budgets = await connectBudgets({ config: { issuers: {} }, store, clock, random: () => 0 })
  const orders = { find: () => Promise.reject(new Error('read')) }

  await count(stamp(CertCancelled(orderId, {}), mark), { budgets, orders })

  expect(budgets.counts).toBe(false)
})

test.each<[string, Partial<Order>, unknown[]]>([
  ['waits no longer to be placed holds nothing', {}, [['over', 'ca', done, false]]],
  [
    'is at its deadline while the CA issues may be issued',
    { phase: 'finalizing' },
    [['over', 'ca', done, true]],
  ],
  ['has time left holds what it has', { deadline: '2026-11-25T12:00:00.000Z' }, []],
  ['is over has told that before', { phase: 'failed' }, []],
])('an order that %s', async (_, changes, expected) => {
  const { calls, budgets } = ledger()
  const due = { ...order, deadline: now.toISOString(), ...changes } as Order

  await countOverdue(due, { budgets, clock: () => now })

  expect(calls).toEqual(expected)
})
