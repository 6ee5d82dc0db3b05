import { CaError } from '@certwire/acme'
import { OrderId, stamp, TenantId, ValidateOrder } from '@certwire/contracts'
import { type Answers, anAuthorization, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { validate } from './validate.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const later = new Date('2026-11-24T12:30:00.000Z')
const orderId = OrderId.parse('ord_1')
const mark = { id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') }
const never = new AbortController().signal
const { url: orderUrl } = anOrder()
const [challengeUrl = ''] = anAuthorization().challenges.map(({ url }) => url)
const challenge = { url: challengeUrl, type: 'dns-01', status: 'processing' } as const

async function run(
  answers: Answers,
  challengeUrls = [challengeUrl],
  signal = never,
  since?: string,
) {
  const { issuers, asked } = fakeCa({ answerChallenge: [challenge], ...answers })
  const data = {
    generation: 1,
    issuer: 'sandbox',
    orderUrl,
    challengeUrls,
    ...(since && { since }),
  }
  const message = stamp(ValidateOrder(orderId, data), mark)
  const deps = { issuers, clock: () => now, random: () => 0 }
  return { asked, said: await validate(message, deps, signal) }
}

const valid = [{ type: 'authorization.valid', orderId, data: { generation: 1 } }]

test('every challenge is answered, and the order polled until it is decided', async () => {
  const second = 'https://ca.example/chall/2'
  const order = [anOrder(), anOrder({ status: 'ready' })]

  const { said, asked } = await run({ order }, [challengeUrl, second])

  expect(said).toEqual(valid)
  expect(asked).toEqual([
    ...[`answerChallenge ${challengeUrl}`, `answerChallenge ${second}`],
    ...[`order ${orderUrl}`, `order ${orderUrl}`],
  ])
})

test.each(['ready', 'processing', 'valid'] as const)(
  'an order that is %s has all of its authorizations',
  async (status) => {
    expect((await run({ order: [anOrder({ status })] })).said).toEqual(valid)
  },
)

test('challenges that were answered before are only polled', async () => {
  const { said, asked } = await run({ order: [anOrder({ status: 'ready' })] }, [])

  expect([said, asked]).toEqual([valid, [`order ${orderUrl}`]])
})

test.each(['malformed', 'conflict'])(
  'an answer that is repeated, to which the CA says %s, is no failure: the order tells',
  async (kind) => {
    const answerChallenge = [aProblem(kind)]

    const { said } = await run({ answerChallenge, order: [anOrder({ status: 'ready' })] })

    expect(said).toEqual(valid)
  },
)

test('a CA that takes its time is looked at again when it says', async () => {
  const { said } = await run({ order: [anOrder({ retryAfter: later })] })

  expect(said).toEqual([
    {
      ...{ type: 'authorization.pending', orderId },
      data: { generation: 1, until: later.toISOString() },
    },
  ])
})

test('a challenge that the CA tries again is shown, and is no reason to answer it again', async () => {
  const error = aProblem('dns').document
  const tried = anAuthorization({ challenges: [{ ...challenge, error }] })
  const answers = { order: [anOrder({ retryAfter: later })], authorization: [tried] }

  const { said } = await run(answers, [], never, '2026-11-24T11:00:00.000Z')

  expect(said).toEqual([
    {
      ...{ type: 'authorization.pending', orderId },
      data: {
        ...{ generation: 1, until: later.toISOString() },
        seen: expect.objectContaining({ code: 'ERR_CHALLENGE_FAILING', acme: error }),
      },
    },
  ])
})

describe('trouble at the CA is waited for, and told', () => {
  test.each<[string, Answers]>([
    [
      'while the challenges are answered',
      { answerChallenge: [aProblem('rateLimited', 429, later)] },
    ],
    ['while the order is polled', { order: [aProblem('rateLimited', 429, later)] }],
  ])('%s', async (_, answers) => {
    const { said } = await run(answers)

    expect(said).toMatchObject([
      {
        type: 'authorization.pending',
        data: { until: later.toISOString(), problem: { code: 'ERR_ACME_RATE_LIMITED' } },
      },
    ])
  })

  test('when it cannot be reached', async () => {
    const order = [new CaError('ERR_CA_UNREACHABLE', 'no route')]

    expect((await run({ order })).said).toMatchObject([
      { type: 'authorization.pending', data: { problem: { code: 'ERR_CA_UNREACHABLE' } } },
    ])
  })
})

test('an order that is invalid ends this try, with the CA’s reason', async () => {
  const error = aProblem('dns').document
  const refused = anAuthorization({
    status: 'invalid',
    challenges: [{ ...challenge, status: 'invalid', error }],
  })

  const { said } = await run({ order: [anOrder({ status: 'invalid' })], authorization: [refused] })

  expect(said).toMatchObject([
    {
      type: 'authorization.invalid',
      data: {
        ...{ generation: 1, names: ['a.example'] },
        problem: { code: 'ERR_AUTHORIZATION_INVALID', acme: error },
      },
    },
  ])
})

test('an order that is still pending when it expires is over', async () => {
  const { said } = await run({ order: [anOrder({ retryAfter: later, expires: now })] })

  expect(said).toMatchObject([
    {
      type: 'authorization.invalid',
      data: { problem: { code: 'ERR_ORDER_INVALID', actor: 'nobody', retryable: true } },
    },
  ])
})

test.each([
  ['gone', 'malformed', 404],
  ['not ours any more', 'unauthorized', 403],
  ['of an account that the CA has forgotten', 'accountDoesNotExist', 400],
])('an order that is %s is placed anew', async (_, kind, status) => {
  expect((await run({ order: [aProblem(kind, status)] })).said).toMatchObject([
    { type: 'authorization.invalid', data: { problem: { actor: 'nobody', retryable: true } } },
  ])
})

test('trouble that is neither ours nor the CA’s is tried again by the runtime', async () => {
  await expect(run({ order: [new TypeError('a bug')] })).rejects.toThrow('a bug')
})

test('whoever has to stop says nothing of the order', async () => {
  const stopped = run(
    { order: [aProblem('malformed', 404)] },
    [],
    AbortSignal.abort(new Error('stopped')),
  )

  await expect(stopped).rejects.toThrow('stopped')
})
