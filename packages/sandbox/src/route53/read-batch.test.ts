import { expect, test } from 'vitest'
import { change, route53 } from './test-client.ts'

const many = (action: string, count: number, value: string) =>
  Array.from({ length: count }, (_, at) => change(action, `n${at}.example.com`, [value]))

test.each([
  ['1,000 records', many('CREATE', 1000, '"x"'), 200],
  ['1,001 records', many('CREATE', 1001, '"x"'), 400],
  ['501 records to UPSERT, which count twice', many('UPSERT', 501, '"x"'), 400],
  ['32,000 characters', many('CREATE', 320, `"${'x'.repeat(98)}"`), 200],
  [
    '32,001 characters',
    many('CREATE', 320, `"${'x'.repeat(98)}"`).with(
      0,
      change('CREATE', 'www.example.com', [`"${'x'.repeat(99)}"`]),
    ),
    400,
  ],
  [
    '16,100 characters to UPSERT, which count twice',
    many('UPSERT', 161, `"${'x'.repeat(98)}"`),
    400,
  ],
])('a batch of %s is %d', async (_what, changes, expected) => {
  const { change: send } = await route53()

  expect((await send(...changes)).status).toBe(expected)
})
