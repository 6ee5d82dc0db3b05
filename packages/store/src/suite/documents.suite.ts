import { describe, expect, test } from 'vitest'
import type { Given, Job } from './jobs.ts'

export function documentsSuite({ jobs, fresh }: Given) {
  describe('one document', () => {
    test('what was inserted is read back', async () => {
      const job: Job = {
        _id: fresh('plain'),
        version: 1,
        payload: { a: [1, null, 'x', true, 1.5] },
      }

      await jobs().insert(job)

      expect(await jobs().get(job._id)).toEqual(job)
    })

    test('an id nobody inserted is undefined', async () => {
      expect(await jobs().get('nobody')).toBeUndefined()
    })

    test('replace puts the next version in place and refuses any other', async () => {
      const _id = fresh('replaced')
      await jobs().insert({ _id, version: 1, owner: 'gone' })

      const answers = [
        await jobs().replace({ _id, version: 3 }),
        await jobs().replace({ _id, version: 2, payload: 'second' }),
        await jobs().replace({ _id, version: 2, payload: 'late' }),
        await jobs().replace({ _id: fresh('absent'), version: 2 }),
      ]

      expect(answers).toEqual([false, true, false, false])
      expect(await jobs().get(_id)).toEqual({ _id, version: 2, payload: 'second' })
    })

    test('of fifty replaces at once exactly one wins', async () => {
      const _id = fresh('race')
      await jobs().insert({ _id, version: 1 })

      const won = await Promise.all(
        Array.from({ length: 50 }, (_, rank) => jobs().replace({ _id, version: 2, rank })),
      )

      expect(won.filter(Boolean)).toHaveLength(1)
      expect(await jobs().get(_id)).toEqual({ _id, version: 2, rank: won.indexOf(true) })
    })

    test('delete says whether it was there', async () => {
      const _id = fresh('deleted')
      await jobs().insert({ _id, version: 1, key: _id })

      expect([await jobs().delete(_id), await jobs().delete(_id)]).toEqual([true, false])
      expect(await jobs().get(_id)).toBeUndefined()
      await jobs().insert({ _id, version: 1, key: _id })
    })

    test('delete of a version leaves one that was replaced since', async () => {
      const _id = fresh('deleted')
      await jobs().insert({ _id, version: 1 })
      await jobs().replace({ _id, version: 2 })

      expect([await jobs().delete(_id, 1), await jobs().delete(_id, 2)]).toEqual([false, true])
    })

    test('two hundred inserts at once are all there as soon as each has resolved', async () => {
      const seen = await Promise.all(
        Array.from({ length: 200 }, async (_, rank) => {
          const _id = fresh('many')
          await jobs().insert({ _id, version: 1, rank })
          return (await jobs().get(_id))?.rank === rank
        }),
      )

      expect(seen).toEqual(Array(200).fill(true))
    })
  })
}
