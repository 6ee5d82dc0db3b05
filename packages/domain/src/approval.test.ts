import { CertApproved, CertDenied, CertRetried } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { Order } from './order.ts'
import { transition } from './transition.ts'

const asked = is.opened({ needsApproval: true })
const approved = CertApproved(is.orderId, { by: 'maria' })
const denied = { ...CertDenied(is.orderId, { by: 'maria', reason: 'not ours' }), id: 'msg-1' }
const retried = CertRetried(is.orderId, {})
const dueAt = (order: Order, at: string | undefined) =>
  transition(order, is.due, new Date(at ?? ''))

describe('an order that needs approval', () => {
  test('says so, and nothing to a CA', () => {
    expect(asked).toMatchObject({ phase: 'approving', approval: {} })
    expect(asked.outbox).toMatchObject([
      {
        type: 'approval.requested',
        data: { names: ['example.com'], issuer: 'sandbox', deadline: '2026-12-01T12:00:00.000Z' },
      },
    ])
  })

  test('goes to the CA when it has it, and tells who gave it', () => {
    const order = is.after([approved], asked)

    expect(is.said(order)).toEqual(['ordering.place'])
    expect(order).toMatchObject({
      ...{ phase: 'placing', generation: 1 },
      approval: { at: is.now.toISOString(), by: 'maria' },
    })
    expect(is.after([approved], order)).toBe(order)
  })

  test('ends when somebody denies it, with the reason', () => {
    const order = is.after([denied], asked)

    expect(is.said(order)).toEqual(['cert.failed'])
    expect(order).toMatchObject({
      phase: 'failed',
      problem: {
        ...{ code: 'ERR_APPROVAL_DENIED', actor: 'requester' },
        reason: 'The order was denied by maria: not ours',
      },
    })
  })

  test('may be denied by nobody and for no reason that is told', () => {
    expect(is.after([{ ...CertDenied(is.orderId, {}), id: 'msg-1' }], asked)).toMatchObject({
      problem: { reason: 'The order was denied.' },
    })
  })

  test('is asked for again every day, and ends at its deadline', () => {
    const tomorrow = dueAt(asked, asked.nextAt)
    const late = dueAt(tomorrow, asked.deadline)

    expect(asked.nextAt).toBe('2026-11-25T12:00:00.000Z')
    expect(is.said(tomorrow)).toEqual(['approval.requested'])
    expect(late).toMatchObject({ phase: 'failed', problem: { code: 'ERR_APPROVAL_OVERDUE' } })
  })

  test('waits as long as the policy says', () => {
    const patience = { validating: 1, finalizing: 1, approving: 0.5 }
    const { nextAt, deadline } = is.opened({ needsApproval: true, patience })

    expect([nextAt, deadline]).toEqual(Array(2).fill('2026-11-25T00:00:00.000Z'))
  })

  test('needs it again when it is retried, and not once it has it', () => {
    const again = is.after([denied, retried], asked)
    const failed = is.after([approved, ...is.refusals(is.hopeless)], asked)

    expect(again).toMatchObject({ phase: 'approving', generation: 1 })
    expect(is.said(again)).toEqual(['approval.requested'])
    expect(is.after([retried], failed)).toMatchObject({ phase: 'placing', generation: 2 })
  })

  test('is not denied again by the same word heard twice, but by another', () => {
    const again = is.after([denied, retried], asked)

    expect(is.after([denied], again)).toBe(again)
    expect(is.after([{ ...denied, id: 'msg-2' }], again)).toMatchObject({ phase: 'failed' })
  })

  test('is a valid document all the way', () => {
    for (const messages of [[], [approved], [denied], [denied, retried]])
      expect(Order.safeParse(is.after(messages, asked)).error).toBeUndefined()
  })
})
