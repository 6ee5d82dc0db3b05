import { expect, test } from 'vitest'
import { orderId, otherId, records } from '../test-stage.ts'
import { accepted, alsoHeld, held, released } from './record.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const holder = { orderId, generation: 1 }
const [challenge = { name: '', value: '' }] = records
const intent = held({ challenge, record: challenge, zone: 'example.test' }, holder, now)

test('what is added again by a change nobody knows is not taken for the change before', () => {
  const first = accepted(intent, 'C1', now)
  const again = alsoHeld(released(first, holder, now), { orderId: otherId, generation: 1 }, now)

  const { change, state } = accepted(again, undefined, now)

  expect([first.change, change, state]).toEqual(['C1', undefined, 'held'])
})
