import {
  CertRevoked,
  RevocationDeferred,
  RevocationRefused,
  RevocationStored,
} from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { Order } from './order.ts'
import { settled, transition } from './transition.ts'

const { certificate } = is.stored.data
const { certificateId } = certificate
const unsettled = is.after(is.happyPath)
const issued = settled(unsettled) ?? unsettled
const wanted = (key: 'account' | 'certificate') =>
  CertRevoked(is.orderId, { reason: 'superseded', key })
const revoking = is.after([wanted('account')], issued)
const revokedAt = '2026-11-24T12:00:01.000Z'
const reason = 'unspecified'
const done = RevocationStored(is.orderId, { certificateId, reason, revokedAt })
const until = '2026-11-24T15:00:00.000Z'
const deferred = RevocationDeferred(is.orderId, { until, problem: is.lost })
const refused = RevocationRefused(is.orderId, { problem: is.hopeless })
const dueAt = (order: Order, at: string | undefined) =>
  transition(order, is.due, new Date(at ?? ''))

describe('a certificate that somebody wants revoked', () => {
  test.each([
    ['account', 'finalization.revoke'],
    ['certificate', 'storage.revoke'],
  ] as const)('is revoked by the key of the %s', (key, command) => {
    const order = is.after([wanted(key)], issued)

    expect(order).toMatchObject({ phase: 'revoking', certificate })
    expect(order.outbox).toMatchObject([
      { type: command, data: { certificateId, issuer: 'sandbox', reason: 'superseded' } },
    ])
  })

  test('is revoked once the CA has done it and it is marked', () => {
    const order = is.after([done], revoking)

    expect(order).toMatchObject({ phase: 'revoked', revokedAt, certificate, reason })
    expect(settled(order)?.nextAt).toBeUndefined()
    expect(is.after([wanted('account')], order)).toBe(order)
  })

  test('is asked for again in silence', () => {
    expect(is.said(dueAt(revoking, revoking.nextAt))).toEqual(['finalization.revoke'])
  })

  test('waits for a CA that cannot do it now, and says why', () => {
    expect(is.after([deferred], revoking)).toMatchObject({ nextAt: until, waitingFor: is.lost })
  })

  test('is good as before when the CA refuses, and the order says why', () => {
    const order = is.after([refused], revoking)

    expect(order).toMatchObject({ phase: 'issued', certificate, problem: is.hopeless })
    expect(is.after([wanted('account')], order)).toMatchObject({ phase: 'revoking' })
  })

  test.each<[string, Order, object]>([
    ['with what the CA said last', is.after([deferred], revoking), { actor: 'operator' }],
    ['of the CA that never answered', revoking, { actor: 'ca' }],
  ])('is good as before after a week, %s', (_, order, problem) => {
    const { phase, ...rest } = dueAt(order, order.deadline)

    expect(phase).toBe('issued')
    expect(rest).toMatchObject({ problem: { code: 'ERR_REVOCATION_OVERDUE', ...problem } })
  })

  test('has its last words said, if they were not', () => {
    expect(is.said(is.after([wanted('account')], unsettled))).toEqual([
      ...['cert.issued', 'finalization.revoke'],
    ])
  })

  test('still has its last records removed', () => {
    const left = is.after(is.happyPath.filter((message) => message !== is.cleanedUp))
    const order = is.after([wanted('account')], left)

    expect(is.said(dueAt(order, order.nextAt))).toContain('solver.clean-up')
    expect(is.said(is.after([done], order))).not.toContain('solver.clean-up')
    expect(is.after([is.cleanedUp], order).records).toEqual([])
  })

  test('is a valid document all the way', () => {
    for (const messages of [[], [done], [deferred], [refused]])
      expect(Order.safeParse(is.after(messages, revoking)).error).toBeUndefined()
  })
})
