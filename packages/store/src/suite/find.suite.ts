import { describe, expect, test } from 'vitest'
import type { Given, Job } from './jobs.ts'

const ids = (found: readonly Job[]) => found.map(({ _id }) => _id)

export function findSuite({ jobs, fresh }: Given) {
  describe('find', () => {
    test('equal first field, range of the second, in order, ties by _id, limited', async () => {
      const owner = fresh('owner')
      const rows = [
        ['b', 2],
        ['a', 2],
        ['c', 1],
        ['d', 3],
        ['e', 10],
      ] as const
      for (const [_id, rank] of rows) {
        await jobs().insert({ _id: `${owner}${_id}`, version: 1, owner, rank })
      }
      await jobs().insert({ _id: fresh('stranger'), version: 1, owner: `${owner}!`, rank: 2 })
      const found = async (query: object) =>
        ids(await jobs().find('mine', { equal: [owner], limit: 9, ...query }))
          .map((id) => id.slice(owner.length))
          .join('')

      expect(await found({})).toBe('cabde')
      expect(await found({ descending: true })).toBe('edbac')
      expect(await found({ from: 2, to: 3 })).toBe('abd')
      expect(await found({ from: 2, limit: 2 })).toBe('ab')
      expect(await found({ to: 2, descending: true, limit: 2 })).toBe('ba')
      expect(await found({ equal: [owner, 2] })).toBe('ab')
      expect(await found({ to: 'text' })).toBe('')
      expect(await found({ from: '' })).toBe('')
    })

    test('a document that loses its last index field leaves the index', async () => {
      const _id = fresh('finished')
      const nextAt = '2000-01-01T00:00:00.000Z'
      await jobs().insert({ _id, version: 1, nextAt })
      expect(ids(await jobs().find('due', { to: nextAt, limit: 200 }))).toEqual([_id])

      await jobs().replace({ _id, version: 2 })

      expect(await jobs().find('due', { to: nextAt, limit: 200 })).toEqual([])
      expect(await jobs().find('due', { limit: 200 })).toEqual([])
    })

    test('text sorts by its bytes', async () => {
      const owner = fresh('bytes')
      const keys = ['Z', 'a', 'ä', '\uffee', '😀'].map((letter) => `${owner}${letter}`)
      await Promise.all(
        keys.toReversed().map((key) => jobs().insert({ _id: fresh('t'), version: 1, key })),
      )

      const found = await jobs().find('byKey', { from: owner, to: `${owner}😀`, limit: 9 })

      expect(found.map(({ key }) => key)).toEqual(keys)
    })

    test('a limit far above a batch of the protocol gives every document', async () => {
      const owner = fresh('crowd')
      await Promise.all(
        Array.from({ length: 350 }, (_, rank) =>
          jobs().insert({ _id: fresh('crowd'), version: 1, owner, rank }),
        ),
      )

      const found = await jobs().find('mine', { equal: [owner], limit: 1000 })

      expect(found.map(({ rank }) => rank)).toEqual(Array.from({ length: 350 }, (_, rank) => rank))
    })

    test('a query its index cannot answer is refused', async () => {
      const refused = { code: 'ERR_STORE_INVALID' }
      // What a caller could hand over from outside in spite of the types.
      const operator = { $gt: '' } as unknown as string
      const missing = undefined as unknown as string
      const asked = [
        jobs().find('toString', { limit: 1 }),
        jobs().find('due', { limit: 0 }),
        jobs().find('due', { equal: ['x'], from: 'y', limit: 1 }),
        jobs().find('due', { equal: [operator], limit: 1 }),
        jobs().find('due', { equal: [missing], limit: 1 }),
      ]
      for (const query of asked) await expect(query).rejects.toMatchObject(refused)
    })
  })
}
