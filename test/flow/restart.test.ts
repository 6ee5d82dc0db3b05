import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { seeded } from '../support/random.ts'
import { seed, ZONE } from '../support/stage.ts'
import { LONGEST_SILENCE_MS } from '../support/stage-clock.ts'
import { staged } from '../support/staged.ts'
import { waits } from '../support/waits.ts'

const test = staged({ store: 'file' })

test.concurrent('an order is issued once, in whatever phase everything stops', async ({ on }) => {
  const parked = await Promise.all(waits.map(({ answer }) => on.park(answer)))
  const orderIds = parked.map(({ orderId }) => orderId)
  const before = await Promise.all(orderIds.map((orderId) => on.order(orderId)))

  on.clock.pass(LONGEST_SILENCE_MS)
  await on.restart()
  const after = await Promise.all(orderIds.map((orderId) => on.reached(orderId, 'issued')))
  on.clock.pass(LONGEST_SILENCE_MS)
  await on.settled()

  expect(before).toMatchObject(waits.map(({ phase }) => ({ phase })))
  expect(after).toMatchObject(waits.map(() => ({ generation: 1 })))
  expect(on.tally()).toEqual({ finalized: waits.length, issued: waits.length, records: 0 })
})

test.concurrent('an accepted request is kept, though its message is lost', async ({ on }) => {
  const held = on.hold(({ type }) => type === 'cert.requested')
  const orderId = await on.request([`a.${ZONE}`])
  await held.first

  on.clock.pass(LONGEST_SILENCE_MS)
  await on.restart()
  await on.reached(orderId, 'issued')
  await on.settled()

  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent('orders interrupted again and again are issued once each', async ({ on }) => {
  const random = seeded(seed)
  const all = Array.from({ length: 3 }, (_, at) => on.request([`o${at}.${ZONE}`]))
  const orderIds = await Promise.all(all)

  for (let stop = 0; stop < 2; stop++) {
    await sleep(random() * 100)
    on.clock.pass(LONGEST_SILENCE_MS)
    await on.restart()
  }
  on.clock.pass(LONGEST_SILENCE_MS)
  for (const orderId of orderIds) await on.reached(orderId, 'issued')
  await on.settled()

  expect(on.tally()).toEqual({ finalized: 3, issued: 3, records: 0 })
})
