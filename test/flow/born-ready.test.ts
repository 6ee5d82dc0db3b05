import { expect } from 'vitest'
import { staged } from '../support/staged.ts'

const [proved, other] = ['proved.example.test', 'other.example.test']

const test = staged({ ca: { reusesAuthorizations: true } })

test('an order that is born ready presents nothing', async ({ on }) => {
  await on.reached(await on.request([proved]), 'issued')

  const again = await on.request([proved])
  await on.reached(again, 'issued')

  expect(on.said(again).filter((type) => /^(solver|validation)\./.test(type))).toEqual([])
  expect(on.tally()).toMatchObject({ finalized: 2, issued: 2 })
})

test('only the names that were not proved before are proved', async ({ on }) => {
  await on.reached(await on.request([proved]), 'issued')
  await on.settled()
  const before = on.dns.journal.length

  await on.reached(await on.request([proved, other]), 'issued')
  await on.settled()

  const written = on.dns.journal.slice(before).map(({ name }) => name)
  expect(new Set(written)).toEqual(new Set([`_acme-challenge.${other}`]))
})
