import { CaError } from '@certwire/acme'
import { CollectCertificate, FinalizeOrder, OrderId, stamp, TenantId } from '@certwire/contracts'
import { type Answers, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { collect, finalize } from './finalize.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const later = new Date('2026-11-24T18:00:00.000Z')
const orderId = OrderId.parse('ord_1')
const mark = { id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') }
const never = new AbortController().signal

const certificate = 'https://ca.example/cert/1'
const order = anOrder({ status: 'ready' })
const { url: orderUrl, finalize: finalizeUrl } = order
const processing = anOrder({ status: 'processing', retryAfter: later })
const done = anOrder({ status: 'valid', certificate })
const chain = { chain: 'CHAIN', alternates: [] }
const busy = aProblem('serverInternal', 503)
const lostReply = new CaError('ERR_CA_TIMEOUT', 'No answer in time.', { outcomeUnknown: true })

/** The CA takes the CSR and issues, unless it answers otherwise. */
function stage(answers: Answers) {
  const good: Answers = { finalize: [order], order: [done], certificate: [chain] }
  const { issuers, asked } = fakeCa({ ...good, ...answers })
  const log = { info: () => undefined }
  return { asked, deps: { issuers, log, clock: () => now, random: () => 0 } }
}

const data = { generation: 1, issuer: 'sandbox', orderUrl }

async function finalized(answers: Answers, signal = never) {
  const { deps, asked } = stage(answers)
  const message = stamp(FinalizeOrder(orderId, { ...data, finalizeUrl, csr: 'CSR' }), mark)
  return { said: await finalize(message, deps, signal), asked }
}

async function collected(answers: Answers) {
  const { deps, asked } = stage(answers)
  const message = stamp(CollectCertificate(orderId, data), mark)
  return { said: await collect(message, deps, never), asked }
}

const issued = [{ type: 'certificate.issued', orderId, data: { generation: 1, chain: 'CHAIN' } }]
const waits = [
  {
    ...{ type: 'order.processing', orderId },
    data: { generation: 1, until: later.toISOString() },
  },
]

test('the CSR is sent, and the certificate collected', async () => {
  const { said, asked } = await finalized({})

  expect(said).toEqual(issued)
  expect(asked).toEqual([
    ...[`finalize ${finalizeUrl}`, `order ${orderUrl}`, `certificate ${certificate}`],
  ])
})

test('a CA that takes its time is looked at again when it says', async () => {
  expect((await finalized({ order: [processing] })).said).toEqual(waits)
  expect((await collected({ order: [processing] })).said).toEqual(waits)
})

test('collecting never sends the CSR', async () => {
  const { said, asked } = await collected({})

  expect(said).toEqual(issued)
  expect(asked).toEqual([`order ${orderUrl}`, `certificate ${certificate}`])
})

describe('a CA that has the CSR already goes on to the certificate', () => {
  test.each([
    ['and says so', aProblem('orderNotReady', 403)],
    ['and says so in its own words', aProblem('malformed', 400)],
    ['but whose answer was lost', lostReply],
  ])('%s', async (_, failure) => {
    expect((await finalized({ finalize: [failure] })).said).toEqual(issued)
  })

  test('while it is still at work', async () => {
    const finalize = [aProblem('orderNotReady', 403)]

    expect((await finalized({ finalize, order: [processing] })).said).toEqual(waits)
  })
})

describe('a CA that has not taken the CSR is sent it again', () => {
  test.each([
    ['ERR_ACME_SERVER_INTERNAL', busy],
    ['ERR_CA_TIMEOUT', lostReply],
  ])('after %s', async (code, failure) => {
    expect((await finalized({ finalize: [failure], order: [order] })).said).toMatchObject([
      {
        type: 'order.processing',
        data: { until: '2026-11-24T12:00:30.000Z', problem: { code } },
      },
    ])
  })
})

test('a CSR that the CA refuses ends the order, and the requester has to act', async () => {
  const finalize = [aProblem('badCSR')]

  expect((await finalized({ finalize, order: [order] })).said).toMatchObject([
    { type: 'order.invalid', data: { generation: 1, problem: { actor: 'requester' } } },
  ])
})

test.each([
  ['limits the rate', aProblem('rateLimited', 429, later)],
  ['is overloaded', aProblem('serverInternal', 503, later)],
])('a CA that %s is asked nothing more before its time', async (_, failure) => {
  const { said, asked } = await finalized({ finalize: [failure] })

  expect(said).toMatchObject([{ type: 'order.processing', data: { until: later.toISOString() } }])
  expect(asked).toEqual([`finalize ${finalizeUrl}`])
})

test('an order that ends with its finalization, and does not say why, ends for the reason of the refusal', async () => {
  const order = [anOrder({ status: 'invalid' })]

  expect((await finalized({ finalize: [aProblem('caa', 403)], order })).said).toMatchObject([
    { type: 'order.invalid', data: { problem: { code: 'ERR_ACME_CAA', actor: 'operator' } } },
  ])
})

describe('an order that gives no certificate', () => {
  test('for a reason that the CA says', async () => {
    const error = aProblem('caa').document
    const order = [anOrder({ status: 'invalid', error })]

    expect((await collected({ order })).said).toMatchObject([
      {
        type: 'order.invalid',
        data: { problem: { code: 'ERR_ORDER_INVALID', actor: 'operator', acme: error } },
      },
    ])
  })

  test.each(['invalid', 'ready', 'pending'] as const)(
    'for it is %s without a reason, is placed anew',
    async (status) => {
      expect((await collected({ order: [anOrder({ status })] })).said).toMatchObject([
        { type: 'order.invalid', data: { problem: { actor: 'nobody', retryable: true } } },
      ])
    },
  )

  test.each([
    ['gone', 'malformed', 404],
    ['not ours any more', 'unauthorized', 403],
  ])('for it is %s, is placed anew', async (_, kind, status) => {
    expect((await collected({ order: [aProblem(kind, status)] })).said).toMatchObject([
      { type: 'order.invalid', data: { problem: { retryable: true } } },
    ])
  })
})

describe('a certificate that is there is never ordered a second time', () => {
  test('when the CA does not show it yet', async () => {
    const order = [anOrder({ status: 'valid', retryAfter: later })]

    expect((await collected({ order })).said).toEqual(waits)
  })

  test.each([
    ['cannot be had now', busy, '2026-11-24T12:00:30.000Z'],
    ['is said to be gone', aProblem('malformed', 404), '2026-11-24T12:01:00.000Z'],
  ])('when it %s', async (_, failure, until) => {
    expect((await collected({ certificate: [failure] })).said).toMatchObject([
      {
        type: 'order.processing',
        data: { until, problem: { code: failure.code, remedy: expect.stringMatching(/^None: /) } },
      },
    ])
  })

  test('when it is none, and then the operator has to act', async () => {
    const certificate = [new CaError('ERR_CA_BODY_TOO_LARGE', 'Too much.')]

    expect((await collected({ certificate })).said).toMatchObject([
      {
        type: 'order.invalid',
        data: { problem: { code: 'ERR_CA_BODY_TOO_LARGE', actor: 'operator', retryable: false } },
      },
    ])
  })
})

test('trouble that is neither ours nor the CA’s is tried again by the runtime', async () => {
  await expect(finalized({ finalize: [new TypeError('a bug')] })).rejects.toThrow('a bug')
})

test('whoever has to stop says nothing of the order', async () => {
  const stop = AbortSignal.abort(new Error('stopped'))

  await expect(finalized({ order: [busy] }, stop)).rejects.toThrow('stopped')
})
