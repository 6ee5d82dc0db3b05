import { isDeepStrictEqual } from 'node:util'
import type { CollectionInfo, Db } from 'mongodb'
import type { CollectionDefinition, Document } from '../store.ts'
import { heldBy, keysOf } from './find-filter.ts'
import { validatorOf } from './json-schema.ts'
import { codeOf } from './mongo-failure.ts'

const NAMESPACE_EXISTS = 48

/** Creates the collection, its validator and its indexes where they are missing or differ; safe to run anywhere at once. */
export async function ensureCollection<D extends Document>(
  db: Db,
  { name, schema, indexes }: CollectionDefinition<D>,
) {
  const wanted = {
    validator: validatorOf(schema),
    validationLevel: 'strict',
    validationAction: 'error',
  } as const
  const present = (await infoOf(db, name)) ?? (await create(db, name, wanted))
  if (present && !isDeepStrictEqual(present.options?.validator, wanted.validator)) {
    await db.command({ collMod: name, ...wanted })
  }
  const specs = Object.entries(indexes).map(([index, declared]) => ({
    name: index,
    key: keysOf(declared, 1),
    partialFilterExpression: heldBy(declared.fields),
    ...(declared.unique && { unique: true }),
  }))
  if (specs.length > 0) await db.collection(name).createIndexes(specs)
}

async function infoOf(db: Db, name: string): Promise<CollectionInfo | undefined> {
  const [info] = await db.listCollections<CollectionInfo>({ name }).toArray()
  return info
}

/** What another process has created at the same moment, else nothing. */
async function create(db: Db, name: string, options: object): Promise<CollectionInfo | undefined> {
  try {
    await db.createCollection(name, options)
    return undefined
  } catch (error) {
    if (codeOf(error) !== NAMESPACE_EXISTS) throw error
    return infoOf(db, name)
  }
}
