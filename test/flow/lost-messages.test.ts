import { expect } from 'vitest'
import { seeded } from '../support/random.ts'
import { type Stage, seed, ZONE } from '../support/stage.ts'
import { LONGEST_SILENCE_MS } from '../support/stage-clock.ts'
import { test } from '../support/staged.ts'
import { stops } from '../support/waits.ts'

const types = [
  ...stops.map(({ type }) => type),
  ...['solver.clean-up', 'challenge.cleaned-up', 'cert.issued'],
]

test.concurrent('an order is issued once, whatever message of it is lost', async ({ on }) => {
  const parked = await Promise.all(types.map((type) => on.park(type)))

  on.lose()
  on.clock.pass(LONGEST_SILENCE_MS)
  const orders = await Promise.all(parked.map(({ orderId }) => on.reached(orderId, 'issued')))
  // An order that was issued in the meantime asks for its lost clean-up when it is looked at next.
  on.clock.pass(LONGEST_SILENCE_MS)
  await on.settled()

  expect(orders).toMatchObject(types.map(() => ({ generation: 1 })))
  expect(on.tally()).toEqual({ finalized: types.length, issued: types.length, records: 0 })
})

/** Three certificates at once, with a clock by which silence is soon over. */
async function threeOrders(on: Stage): Promise<void> {
  on.clock.hurry(200)
  const sets = Array.from({ length: 3 }, (_, at) => [`o${at}.${ZONE}`])
  const orderIds = await Promise.all(sets.map((names) => on.request(names)))
  for (const orderId of orderIds) await on.reached(orderId, 'issued')
  await on.settled()
}

test.concurrent('a bus that loses one message in five costs no order', async ({ on }) => {
  const random = seeded(seed)
  on.hold(({ type }) => type !== 'cert.requested' && random() < 0.2)

  await threeOrders(on)

  expect(on.tally()).toEqual({ finalized: 3, issued: 3, records: 0 })
})

test.concurrent('a bus that forgets everything at one moment costs no order', async ({ on }) => {
  let said = 0
  on.hold(() => ++said > 15 && said <= 30)

  await threeOrders(on)

  expect(on.tally()).toEqual({ finalized: 3, issued: 3, records: 0 })
})
