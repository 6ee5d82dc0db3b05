import { sqliteStore } from '@certwire/store'
import { expect, onTestFinished, test } from 'vitest'
import { forgetOld } from './forget-old.ts'
import { receipts } from './inbound/receipt-documents.ts'
import { now, signal } from './test-stage.ts'

const receipt = (n: number, forgetAt: Date) => ({
  ...{ _id: `webhook.ca.${n}`, version: 1, source: 'ca', deliveryId: `${n}` },
  ...{ receivedAt: now.toISOString(), forgetAt: forgetAt.toISOString() },
})

test('all that is old goes, however much it is, and nothing else', async () => {
  const store = await sqliteStore({ file: ':memory:' })
  onTestFinished(() => store.close())
  const kept = await store.open(receipts)
  const later = new Date(now.getTime() + 1)
  const all = Array.from({ length: 1201 }, (_, n) => receipt(n, n === 7 ? later : now))
  await Promise.all(all.map((one) => kept.insert(one)))

  await forgetOld(kept, now, signal)

  const left = await kept.find('forget', { limit: 9 })
  expect(left.map(({ _id }) => _id)).toEqual(['webhook.ca.7'])
})
