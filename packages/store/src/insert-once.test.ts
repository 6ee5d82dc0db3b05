import { expect, test } from 'vitest'
import { z } from 'zod'
import { insertOnce } from './insert-once.ts'
import { sqliteStore } from './sqlite.ts'
import { StoreError } from './store-error.ts'

const definition = {
  name: 'things',
  schema: z.strictObject({ _id: z.string(), version: z.int() }),
  indexes: {},
}

test('the first is kept, and the second is told', async () => {
  const things = await (await sqliteStore({ file: ':memory:' })).open(definition)
  const thing = { _id: 'a', version: 1 }

  expect([await insertOnce(things, thing), await insertOnce(things, thing)]).toEqual([true, false])
})

test('any other failure is one', async () => {
  const failure = new StoreError('ERR_STORE_FAILED', 'no')
  const broken = { insert: () => Promise.reject(failure) }

  await expect(insertOnce(broken, { _id: 'a', version: 1 })).rejects.toBe(failure)
})
