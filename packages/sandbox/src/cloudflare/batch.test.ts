import { expect, test } from 'vitest'
import { at, cloudflare, refusal, zoneId } from './test-client.ts'

const batch = 'POST /zones/{id}/dns_records/batch'

async function holding(...values: string[]) {
  const { vendor, call } = await cloudflare()
  for (const value of values) vendor.add({ name: 'www.example.com', type: 'TXT', value })
  const id = (value: string) => vendor.records().find((record) => record.value === value)?.id
  return { vendor, call, id, values: () => vendor.records().map(({ value }) => value) }
}

test('a batch deletes, edits, overwrites and creates, in this order', async () => {
  const { call, id, values } = await holding('one', 'two', 'three')

  const { body } = await call(batch, {
    posts: [at('www', 'one')],
    puts: [{ id: id('three'), ...at('www', 'two') }],
    patches: [{ id: id('two'), content: 'four' }],
    deletes: [{ id: id('one') }],
  })

  expect(values().sort()).toEqual(['four', 'one', 'two'])
  expect(Object.values(body.result).map((list) => (list as []).length)).toEqual([1, 1, 1, 1])
})

test.each([
  ['a record that is gone', { deletes: [{ id: '0'.repeat(32) }] }, '404 81044'],
  ['a record that is there', { posts: [at('www', 'one')] }, '400 81058'],
  ['the same record twice', { posts: [at('a', 'one'), at('a', 'one')] }, '400 81058'],
  ['a record that is not valid', { posts: [at('www', 'x', { ttl: 2 })] }, '400 1004'],
])('a batch with %s changes nothing', async (_what, wrong, expected) => {
  const { vendor, call, id, values } = await holding('one', 'two')
  const before = vendor.journal.length
  const posts = [at('www', 'new'), ...('posts' in wrong ? wrong.posts : [])]

  const answer = await call(batch, { deletes: [{ id: id('two') }], ...wrong, posts })

  expect(refusal(answer)).toBe(expected)
  expect(values()).toEqual(['one', 'two'])
  expect(vendor.journal).toHaveLength(before)
})

test.each([
  ['free', 200],
  ['pro', 3500],
] as const)('a batch on the plan %s has %i operations at most', async (plan, limit) => {
  const { vendor, call } = await cloudflare({
    zones: [{ name: 'example.com', id: zoneId, plan }],
  })
  const posts = Array.from({ length: limit }, (_, index) => at(`n${index}`, 'one'))

  expect(refusal(await call(batch, { posts: [...posts, at('a', 'one')] }))).toBe('400 1004')
  expect((await call(batch, { posts })).status).toBe(200)
  expect(vendor.records()).toHaveLength(limit)
  expect(vendor.calls.map(({ outcome, size }) => `${outcome} ${size}`)).toEqual([
    `1004 ${limit + 1}`,
    `ok ${limit}`,
  ])
})
