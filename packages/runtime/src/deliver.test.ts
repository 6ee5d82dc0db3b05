import type { Bus, Delivery, Packet } from '@certwire/bus'
import {
  ChallengeCleanedUp,
  CleanUpChallenge,
  encode,
  OrderId,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import { MOST_ATTEMPTS } from './backoff.ts'
import { on } from './definition.ts'
import { deliver } from './deliver.ts'
import { createLog } from './log.ts'
import { Reject } from './reject.ts'

const orderId = OrderId.parse('ord_1')
const records = [{ name: '_acme-challenge.a.example', value: 'v'.repeat(43) }]
const command = stamp(CleanUpChallenge(orderId, { generation: 1, records }), {
  id: 'ord_1.3.0',
  source: '/certwire/ordering',
  time: new Date(0),
  tenantId: TenantId.parse('acme'),
})

const noon = Date.parse('2026-11-24T12:00:00.000Z')

type Draft = ReturnType<typeof ChallengeCleanedUp>

function stage(handle: (signal: AbortSignal) => Promise<Draft[]>, attempt = 1) {
  const published: Packet[] = []
  const logged: Record<string, unknown>[] = []
  const bus = { publish: async (packets: readonly Packet[]) => void published.push(...packets) }
  const platform = {
    bus: bus as Bus,
    clock: () => new Date(noon + published.length),
    random: () => 0,
    log: createLog('info', { write: (line) => void logged.push(JSON.parse(line)) }),
  }
  const delivery: Delivery = {
    ...{ subject: 'cert.command.solver.clean-up.ord_1', headers: {}, storedId: '7-7', attempt },
    body: encode(command),
  }
  const handler = on(CleanUpChallenge, [ChallengeCleanedUp], (_, __, signal) => handle(signal))
  const outcome = (signal = new AbortController().signal) =>
    deliver('solver', handler, {}, platform as never, delivery, signal)
  return { published, logged, outcome }
}

test('what a handler returns is published, under an id that follows from what came in, and then acknowledged', async () => {
  const { published, outcome } = stage(async () => [ChallengeCleanedUp(orderId, { records })])

  expect(await outcome()).toEqual({ kind: 'ack' })
  expect(published).toMatchObject([
    {
      subject: 'cert.event.acme.challenge.cleaned-up.ord_1',
      id: `ord_1.3.0.challenge.cleaned-up.0.${noon}`,
    },
  ])
  expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({
    causationid: 'ord_1.3.0',
    tenantid: 'acme',
    source: '/certwire/solver',
  })
})

test('a second run of the same message is a second fact', async () => {
  const { published, outcome } = stage(async () => [ChallengeCleanedUp(orderId, { records })])

  await outcome()
  await outcome()

  expect(new Set(published.map(({ id }) => id)).size).toBe(2)
})

describe('trouble', () => {
  const trouble = async () => {
    throw new Error('the vendor is away')
  }

  test('is tried again, more and more patiently', async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 11].map((attempt) => stage(trouble, attempt).outcome()),
    )

    expect(outcomes).toEqual([125, 250, 500, 15_000].map((delayMs) => ({ kind: 'nak', delayMs })))
  })

  test('is logged with its order, its code and its reason', async () => {
    const { logged, outcome } = stage(trouble)

    await outcome()

    expect(logged).toMatchObject([
      { level: 'warn', orderId: 'ord_1', code: 'ERR_UNEXPECTED', reason: 'the vendor is away' },
    ])
  })

  test('is filed with its reason when it lasts', async () => {
    const { published, outcome } = stage(trouble, MOST_ATTEMPTS)

    expect(await outcome()).toEqual({ kind: 'term' })
    expect(published).toMatchObject([
      { subject: 'cert.dead.solver.ord_1', id: 'dead.solver_clean-up.7-7' },
    ])
    expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({
      reason: 'the vendor is away',
      orderId: 'ord_1',
      attempts: MOST_ATTEMPTS,
    })
  })
})

test('the hopeless is filed at once', async () => {
  const { published, outcome } = stage(async () => {
    throw new Reject('ERR_TEST', 'zone is not ours')
  })

  expect(await outcome()).toEqual({ kind: 'term' })
  expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({ code: 'ERR_TEST' })
})

test('what its contract does not declare is never said', async () => {
  const { published, outcome } = stage(async () => [
    { ...ChallengeCleanedUp(orderId, { records }), type: 'cert.issued' as never },
  ])

  expect(await outcome()).toEqual({ kind: 'term' })
  expect(published).toMatchObject([{ subject: 'cert.dead.solver.ord_1' }])
})

describe('when the process has to end', () => {
  test('a handler that goes on regardless is left alone, and its message handed back', async () => {
    const stop = new AbortController()
    const { published, outcome } = stage(() => new Promise(() => {}))

    const pending = outcome(stop.signal)
    stop.abort()

    expect(await pending).toEqual({ kind: 'nak', delayMs: 0 })
    expect(published).toEqual([])
  })

  test('a handler that ends for the signal has no trouble, not even at its last attempt', async () => {
    const { published, logged, outcome } = stage(
      async (signal) => signal.throwIfAborted() ?? [],
      MOST_ATTEMPTS,
    )

    expect(await outcome(AbortSignal.abort())).toEqual({ kind: 'nak', delayMs: 0 })
    expect([published, logged]).toEqual([[], []])
  })
})
