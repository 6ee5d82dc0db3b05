import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageAfter } from './page.ts'

const Item = z.strictObject({ _id: z.string(), version: z.int(), at: z.string() })
const definition = { name: 'items', schema: Item, indexes: { at: { fields: ['at'] } } }

/** 40 items of which 30 share one instant, so that no page of 3 is without a crowd. */
async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const items = await store.open(definition)
  const all = Array.from({ length: 40 }, (_, index) => ({
    _id: `item-${String(index).padStart(2, '0')}`,
    version: 1,
    at: index < 5 ? `a${index}` : index < 35 ? 'b' : `c${index}`,
  }))
  await Promise.all(all.map((item) => items.insert(item)))
  return { items, ids: all.map(({ _id }) => _id) }
}

test.each([true, false])('pages cover everything once (descending: %s)', async (descending) => {
  const { items, ids } = await stage()

  const seen: string[] = []
  let cursor: { at: string; id: string } | undefined
  for (;;) {
    const page = await pageAfter(items, 'at', { limit: 3, descending }, cursor, ({ at }) => at)
    seen.push(...page.map(({ _id }) => _id))
    const last = page.at(-1)
    if (!last) break
    cursor = { at: last.at, id: last._id }
  }

  expect(seen).toEqual(descending ? ids.toReversed() : ids)
})

test('a cursor without an id begins with everything of its instant', async () => {
  const { items } = await stage()

  const page = await pageAfter(items, 'at', { limit: 100 }, { at: 'b' }, ({ at }) => at)

  expect(page).toHaveLength(35)
})
