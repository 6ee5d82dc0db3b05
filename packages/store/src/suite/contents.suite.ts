import { describe, expect, test } from 'vitest'
import type { Given, Job } from './jobs.ts'

export function contentsSuite({ jobs, fresh }: Given) {
  describe('what documents may hold', () => {
    const hostile = [
      '{"__proto__":{"polluted":true},"constructor":{"prototype":1}}',
      '{"$where":"sleep(1e9)","$ref":"x","$id":"y","$db":"z","$set":{"version":9}}',
      '{"a.b":{"c.d.":1},"":"empty key","%24x":1,"%":2,"_op":"mine","k\\u0000ey":"v\\u0000"}',
      '{"_bsontype":"ObjectId","toJSON":"text","length":-1,"0":"zero"}',
      '{"unicode":"żółć 😀 \u2028 \\u0001","deep":[[[[{"x":[]}]]]],"n":[0.1,1e300,-5,9007199254740991]}',
    ]
    test.each(hostile)('any key is data: %s', async (text) => {
      const _id = fresh('hostile')
      const job: Job = { _id, version: 1, payload: JSON.parse(text) }
      await jobs().insert(job)
      await jobs().replace({ ...job, version: 2, payload: [job.payload] })

      const kept = await jobs().get(_id)

      expect(JSON.stringify(kept?.payload)).toBe(JSON.stringify([JSON.parse(text)]))
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
    })

    test.each(hostile)('also at the top of the document: %s', async (text) => {
      const job: Job = { ...JSON.parse(text), _id: fresh('top'), version: 1 }
      await jobs().insert(job)
      const next: Job = { ...job, version: 2 }
      await jobs().replace(next)

      expect(JSON.stringify(sorted(await jobs().get(job._id)))).toBe(JSON.stringify(sorted(next)))
    })

    test('what is not JSON becomes what JSON makes of it', async () => {
      const _id = fresh('json')
      const payload = { gone: undefined, at: new Date(0), list: [undefined, Number.NaN] }

      await jobs().insert({ _id, version: 1, payload })

      expect((await jobs().get(_id))?.payload).toEqual({
        at: '1970-01-01T00:00:00.000Z',
        list: [null, null],
      })
    })

    test('a document of 100 KB is kept whole', async () => {
      const job: Job = { _id: fresh('large'), version: 1, payload: 'ł'.repeat(50_000) }

      await jobs().insert(job)

      expect(await jobs().get(job._id)).toEqual(job)
    })

    test('what no store could keep is refused with a reason', async () => {
      const job = (more: object): Job => ({ _id: fresh('bad'), version: 1, ...more })
      let deep: unknown = 1
      for (let level = 0; level < 70; level++) deep = [deep]
      const invalid = [
        job({ payload: '\ud800' }),
        job({ payload: { '\udfff': 1 } }),
        job({ payload: deep }),
        job({ key: ['a'] }),
        job({ key: 'a\0b' }),
        job({ rank: Number.NaN }),
        job({ _id: '' }),
        job({ _id: { $gt: '' } }),
        job({ version: 0 }),
      ]
      for (const document of invalid) {
        await expect(jobs().insert(document)).rejects.toMatchObject({
          code: 'ERR_STORE_INVALID',
        })
      }
      await expect(jobs().insert(job({ payload: 'x'.repeat(2_200_000) }))).rejects.toMatchObject({
        code: 'ERR_STORE_TOO_LARGE',
      })
    })
  })
}

/** Databases may reorder the keys of a document; nothing else. */
function sorted(document: object | undefined) {
  return Object.entries(document ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
