import { CleanUpChallenge, PresentChallenge, stamp } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { cleanUp } from './clean-up.ts'
import { present } from './present.ts'
import { expire, sweep } from './sweep.ts'
import { complete, lagging, mark, orderId, otherId, records, signal, stage } from './test-stage.ts'

const DAY_MS = 86_400_000
const lasting = {
  name: '_validation-persist.a.example.test',
  value: 'ca.example; accounturi=https://ca.example/acct/1',
}
const wanted = [lasting, ...records]
const asking = (order = orderId, generation = 1) =>
  stamp(PresentChallenge(order, { generation, issuer: 'ca', records: wanted }), mark)
const done = CleanUpChallenge(orderId, { generation: 1, records: wanted })

type Stage = Awaited<ReturnType<typeof stage>>

const kept = async (is: Stage) => (await is.ledger.of([lasting])).map(({ state }) => state)

test('what stays and stands is not written', async () => {
  const is = await stage({ reports: [complete] })

  expect(await present(asking(), is, signal)).toMatchObject([
    { type: 'challenge.presented', data: { records: wanted } },
  ])
  expect(is.inZone()).toEqual(records)
})

test('what stays and does not stand is written, and not cleaned up', async () => {
  const is = await stage({ reports: [lagging, complete] })
  await present(asking(), is, signal)

  expect(await cleanUp(stamp(done, mark), is, signal)).toMatchObject([
    { type: 'challenge.cleaned-up' },
  ])
  expect(is.inZone()).toEqual([lasting])
})

test('what stays is forgotten in time, and not removed', async () => {
  const is = await stage({ reports: [lagging, complete] })
  await present(asking(), is, signal)
  is.pass(2 * DAY_MS)

  await expire(is)
  await sweep(is)
  await is.marked(records, () => false)

  expect(await kept(is)).toEqual([])
  expect(is.inZone()).toEqual([lasting])
})

test('what stays and was removed by somebody is written for the next order', async () => {
  const is = await stage({ reports: [lagging, complete, lagging, complete] })
  await present(asking(), is, signal)
  const [zone] = is.zones.all
  await zone?.provider.change('example.test', { add: [], remove: [lasting] }, signal)

  await present(asking(otherId), is, signal)

  expect(is.inZone()).toContainEqual(lasting)
  expect(await kept(is)).toEqual(['held'])
})

test('what stays and was written by a process that had lost it is not recalled', async () => {
  const is = await stage({ reports: [lagging, complete] })
  await present(asking(), is, signal)
  const [record] = await is.ledger.of([lasting])
  if (record) await is.ledger.forget(record)

  if (record) await is.ledger.recall(record)

  expect(await kept(is)).toEqual([])
})
