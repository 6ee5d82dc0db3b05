import { describe, expect, test } from 'vitest'
import type { Given } from './jobs.ts'

export function duplicatesSuite({ jobs, fresh }: Given) {
  describe('duplicates', () => {
    test('an id that is taken is refused by name', async () => {
      const _id = fresh('twice')
      await jobs().insert({ _id, version: 1, payload: 'first' })

      const second = jobs().insert({ _id, version: 1, payload: 'second' })

      await expect(second).rejects.toMatchObject({ code: 'ERR_STORE_DUPLICATE', index: '_id' })
      expect((await jobs().get(_id))?.payload).toBe('first')
    })

    test('a unique value that is taken is refused by the name of its index', async () => {
      const key = fresh('key')
      const _id = fresh('holder')
      await jobs().insert({ _id, version: 1, key })
      const other = fresh('other')
      await jobs().insert({ _id: other, version: 1 })

      const refused = { code: 'ERR_STORE_DUPLICATE', index: 'byKey' }
      await expect(jobs().insert({ _id: fresh('x'), version: 1, key })).rejects.toMatchObject(
        refused,
      )
      await expect(jobs().replace({ _id: other, version: 2, key })).rejects.toMatchObject(refused)
      expect(await jobs().get(other)).toEqual({ _id: other, version: 1 })
    })

    test('of twenty inserts of one unique value one is taken and its neighbours are not hurt', async () => {
      const key = fresh('contended')
      const neighbours = Array.from({ length: 20 }, () => fresh('neighbour'))

      const outcomes = await Promise.allSettled(
        neighbours.flatMap((_id) => [
          jobs().insert({ _id: fresh('contender'), version: 1, key }),
          jobs().insert({ _id, version: 1 }),
        ]),
      )

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(21)
      const kept = await Promise.all(neighbours.map((_id) => jobs().get(_id)))
      expect(kept).not.toContain(undefined)
    })

    test('a unique index does not bind documents that lack its field', async () => {
      await jobs().insert({ _id: fresh('keyless'), version: 1 })
      await jobs().insert({ _id: fresh('keyless'), version: 1 })
    })

    test('a unique value that is given up can be taken by another', async () => {
      const key = fresh('key')
      const _id = fresh('giver')
      await jobs().insert({ _id, version: 1, key })

      await jobs().replace({ _id, version: 2 })

      await jobs().insert({ _id: fresh('taker'), version: 1, key })
    })
  })
}
