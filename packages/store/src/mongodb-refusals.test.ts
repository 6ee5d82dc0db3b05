import { inspect } from 'node:util'
import { type MongoDouble, startMongoDouble } from '@certwire/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { mongodbStore } from './mongodb.ts'
import type { CollectionDefinition, Store } from './store.ts'

const Pet = z.strictObject({
  _id: z.string(),
  version: z.int().positive(),
  kind: z.enum(['cat', 'dog']),
  name: z.string().optional(),
})
type Pet = z.infer<typeof Pet>
const pets = { name: 'pets', schema: Pet, indexes: { byName: { fields: ['name'] } } } as const

let double: MongoDouble
let store: Store
beforeAll(async () => {
  double = await startMongoDouble()
  store = await mongodbStore({ uri: double.uri, appName: 'certwire-test' })
})
afterAll(async () => {
  await store.close()
  await double.close()
})

test('the database refuses a document that breaks the schema, and the error does not repeat it', async () => {
  const collection = await store.open<Pet>(pets)
  // What another program, or an older release, could try to write.
  const unknown = { _id: 'p', version: 1, kind: 'secret-kind' } as unknown as Pet

  const refused = collection.insert(unknown)

  await expect(refused).rejects.toMatchObject({ code: 'ERR_STORE_INVALID' })
  await expect(refused).rejects.not.toThrow(/secret-kind/)
})

test('a document with a field of the next release is let through', async () => {
  const collection = await store.open<Pet>(pets)
  const next = { _id: 'next', version: 1, kind: 'cat', added: true } as const

  await collection.insert(next)

  expect(await collection.get('next')).toEqual(next)
})

test('a changed schema takes effect when the collection is opened again', async () => {
  const wider = z.strictObject({ ...Pet.shape, kind: z.enum(['cat', 'dog', 'fish']) })
  await store.open<Pet>(pets)

  const collection = await store.open({ ...pets, schema: wider })

  await collection.insert({ _id: 'fish', version: 1, kind: 'fish' })
})

test('an index that is there under the same name with other fields is reported, not used', async () => {
  await store.open<Pet>(pets)
  const other: CollectionDefinition<Pet> = { ...pets, indexes: { byName: { fields: ['kind'] } } }

  await expect(store.open(other)).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA' })
})

test('a unique index over documents that share a value is refused, and the error does not repeat it', async () => {
  const before = await store.open<Pet>({ ...pets, name: 'twins', indexes: {} })
  await before.insert({ _id: '1', version: 1, kind: 'cat', name: 'secret-name' })
  await before.insert({ _id: '2', version: 1, kind: 'cat', name: 'secret-name' })
  const indexes = { byName: { fields: ['name'], unique: true } }

  const refused = store.open<Pet>({ ...pets, name: 'twins', indexes })

  await expect(refused).rejects.toMatchObject({ code: 'ERR_STORE_SCHEMA' })
  await expect(refused).rejects.not.toThrow(/secret-name/)
})

test.each([
  'mongodb://user:hunter2@127.0.0.1:1/?serverSelectionTimeoutMS=50',
  'mongodb://user:hunter2@127.0.0.1:PORT/?serverSelectionTimeoutMS=500',
  'mongodb://user:hunter2%zz@host/',
  'mongodb://user:hun@hunter2@host/',
  'http://user:hunter2@host/',
  'mongodb://user:hunter2@host/?nonsense=1',
])('no error repeats the credentials of %s', async (uri) => {
  const attempt = async () => {
    const address = uri.replace('PORT', /:(\d+)\//.exec(double.uri)?.[1] ?? '')
    const used = await mongodbStore({ uri: address, appName: 'certwire-test' })
    try {
      await used.ready()
    } finally {
      await used.close()
    }
  }

  const error = await attempt().catch((reason: unknown) => reason)

  expect(error).toMatchObject({ name: 'StoreError' })
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
})
