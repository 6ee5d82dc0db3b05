import { ChallengePresented, OrderPlaced } from '@certwire/contracts'
import { expect, test } from 'vitest'
import * as is from './fixtures.ts'

const [challenge] = is.placed.data.challenges
const record = {
  name: '_validation-persist.example.com',
  value: 'ca.example; accounturi=https://ca.example/account/1',
}
const lasting = { ...challenge, record } as NonNullable<typeof challenge>
const placed = OrderPlaced(is.orderId, { ...is.placed.data, challenges: [lasting] })
const presented = (generation: number) =>
  ChallengePresented(is.orderId, { generation, records: [record] })

test('a record that stays is presented, and never the order’s to remove', () => {
  const proving = is.after([placed])
  const finalizing = is.after([presented(1), is.prepared, is.valid], proving)

  expect(proving.outbox[0]).toMatchObject({ type: 'solver.present', data: { records: [record] } })
  expect(proving.records).toEqual([])
  expect(is.said(finalizing)).toEqual(['finalization.finalize'])
})

test('that a late solver wrote it changes nothing', () => {
  const failed = is.after(is.refusals(is.hopeless))

  expect(is.after([presented(1)], failed)).toBe(failed)
})

test('an order that has nothing to prove, and is not ready, is polled until it is', () => {
  const unready = OrderPlaced(is.orderId, {
    ...{ ...is.placed.data, challenges: [], unready: true as const },
  })

  const order = is.after([unready, is.prepared])

  expect(order).toMatchObject({ phase: 'validating' })
  expect(order.outbox).toMatchObject([{ type: 'validation.validate', data: { challengeUrls: [] } }])
})
