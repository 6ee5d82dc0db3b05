import { DnsProviderError } from '@certwire/dns'
import { expect, test } from 'vitest'
import { hold } from './hold.ts'
import { expire, sweep } from './sweep.ts'
import { orderId, records, signal, stage } from './test-stage.ts'

const holder = { orderId, generation: 1 }
const DAY_MS = 86_400_000

test('what a process that was killed had intended is done', async () => {
  const is = await stage()
  await hold(records, holder, is, signal)

  await sweep(is)

  await expect.poll(is.inZone).toEqual(records)
})

test('what it had not removed goes', async () => {
  const is = await stage()
  await hold(records, holder, is, signal)
  await is.marked(records, ({ state }) => state === 'held')
  await is.ledger.release(records, holder)

  await sweep(is)

  await expect.poll(is.inZone).toEqual([])
})

test('what nobody has let go of goes when nobody can need it any more', async () => {
  const is = await stage()
  await hold(records, holder, is, signal)
  await is.marked(records, ({ state }) => state === 'held')
  is.pass(2 * DAY_MS)

  await expire(is)
  await sweep(is)

  await expect.poll(is.inZone).toEqual([])
  expect(await is.ledger.of(records)).toEqual([])
})

test('a change that nobody asks about any more is asked about', async () => {
  const settled = async () => true
  const is = await stage({
    provider: { capacity: { records: 9 }, change: async () => 'C1', settled },
  })
  const id = await is.changes.add({ zone: 'example.test', name: 'a.example.test', changeId: 'C1' })

  await sweep(is)

  await expect.poll(async () => (await is.changes.get(id))?.open).toBeUndefined()
})

test('a change that the vendor has forgotten is looked for at the servers', async () => {
  const settled = async () => {
    throw new DnsProviderError('ERR_DNS_PROVIDER_REFUSED', 'no such change')
  }
  const change = async () => 'C1'
  const is = await stage({ provider: { capacity: { records: 9 }, change, settled } })
  const id = await is.changes.add({ zone: 'example.test', name: 'a.example.test', changeId: 'C1' })

  await sweep(is)

  await expect.poll(() => is.changes.get(id)).toBeUndefined()
})
