import { expect, test } from 'vitest'
import { z } from 'zod'
import { insertOnce, insertOrGet } from './insert-once.ts'
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

test('whoever is second has what the first has kept', async () => {
  const things = await (await sqliteStore({ file: ':memory:' })).open(definition)
  await things.insert({ _id: 'a', version: 1 })
  await things.replace({ _id: 'a', version: 2 })

  expect(await insertOrGet(things, { _id: 'a', version: 1 })).toEqual({ _id: 'a', version: 2 })
})

test('any other failure is one', async () => {
  const failure = new StoreError('ERR_STORE_FAILED', 'no')
  const broken = { insert: () => Promise.reject(failure) }

  await expect(insertOnce(broken, { _id: 'a', version: 1 })).rejects.toBe(failure)
})
