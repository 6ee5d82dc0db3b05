import type { ChallengeType } from '@certwire/config'
import { describe, expect } from 'vitest'
import type { StageOptions } from '../support/stage.ts'
import { test } from '../support/staged.ts'

const names = ['a.example.test', '*.a.example.test']
const persistent = '_validation-persist.a.example.test'

/** A CA that offers whatever there is, or only this, where we prefer what a test is about. */
const preferring = (
  challenges: readonly ChallengeType[],
  offered: readonly ChallengeType[] = ['dns-01', 'dns-account-01', 'dns-persist-01'],
): StageOptions => ({
  ca: { challenges: offered, caaIdentities: ['ca.example.test'] },
  adapt: (config) => {
    const issuers = Object.entries(config.issuers)
    return {
      ...config,
      issuers: Object.fromEntries(issuers.map(([name, one]) => [name, { ...one, challenges }])),
    }
  },
})

describe('dns-account-01', () => {
  test.override('options', preferring(['dns-account-01', 'dns-01']))

  test('proves names under a label of the account', async ({ on }) => {
    await on.reached(await on.request(names), 'issued')
    await on.settled()

    const written = new Set(on.dns.journal.map(({ name }) => name))
    expect([...written]).toEqual([
      expect.stringMatching(/^_[a-z2-7]{16}\._acme-challenge\.a\.example\.test$/),
    ])
    expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
  })
})

describe('where the CA offers only dns-01', () => {
  test.override('options', preferring(['dns-persist-01', 'dns-account-01', 'dns-01'], ['dns-01']))

  test('that is taken', async ({ on }) => {
    await on.reached(await on.request(names), 'issued')
    await on.settled()

    const written = new Set(on.dns.journal.map(({ name }) => name))
    expect(written).toEqual(new Set(['_acme-challenge.a.example.test']))
  })
})

describe('dns-persist-01', () => {
  test.override('options', preferring(['dns-persist-01']))

  test('proves names with records that stay, and are not written again', async ({ on }) => {
    const first = await on.reached(await on.request(names), 'issued')
    await on.quiet()
    const written = on.dns.journal.length

    const orderId = await on.request(names)
    await on.reached(orderId, 'issued')
    await on.quiet()

    expect(first.records).toEqual([])
    expect(written).toBe(2)
    expect(on.dns.journal).toHaveLength(written)
    expect(on.said(orderId)).not.toContain('solver.clean-up')
    expect(on.dns.records().map(({ name }) => name)).toEqual([persistent, persistent])
  })

  test('writes what somebody has removed again', async ({ on }) => {
    await on.reached(await on.request(names), 'issued')
    for (const record of on.dns.records()) on.dns.remove(record)

    await on.reached(await on.request(names), 'issued')

    expect(on.dns.records()).toHaveLength(2)
  })

  test('leaves them where an order is cancelled, and after any time', async ({ on }) => {
    const { orderId, release } = await on.park('validation.validate', names)
    await on.post(`/orders/${orderId}/cancel`, {})
    await on.reached(orderId, 'cancelled')
    await release()

    on.clock.pass(60 * 3_600_000)
    await on.restart()
    await on.quiet()

    expect(on.dns.records()).toHaveLength(2)
  })
})
