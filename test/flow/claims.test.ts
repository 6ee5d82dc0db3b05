import { expect } from 'vitest'
import { staged } from '../support/staged.ts'

const claimed = 'claimed.example.test'

const test = staged({ ca: { claims: [claimed] } })

test.concurrent('names that the CA has claimed for us need neither DNS nor validation', async ({
  on,
}) => {
  const orderId = await on.request([claimed, `*.${claimed}`, `www.${claimed}`])

  const { generation } = await on.reached(orderId, 'issued')

  expect(generation).toBe(1)
  expect(on.said(orderId).filter((type) => /^(solver|validation)\./.test(type))).toEqual([])
  expect(on.dns.journal).toEqual([])
  expect(on.tally()).toMatchObject({ finalized: 1, issued: 1 })
})

test.concurrent('beside such a name only the others are proved', async ({ on }) => {
  const orderId = await on.request([claimed, 'other.example.test'])

  await on.reached(orderId, 'issued')
  await on.settled()

  const written = new Set(on.dns.journal.map(({ name }) => name))
  expect(written).toEqual(new Set(['_acme-challenge.other.example.test']))
})
