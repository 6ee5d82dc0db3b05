import { randomUUID } from 'node:crypto'
import type { Collection as DriverCollection } from 'mongodb'
import { checkQuery } from '../check-query.ts'
import {
  type Collection,
  type CollectionDefinition,
  type Document,
  DuplicateError,
} from '../store.ts'
import { toJson } from '../to-json.ts'
import { certainWrite } from './certain-write.ts'
import { findFilter, keysOf } from './find-filter.ts'
import { duplicateIndexOf } from './mongo-failure.ts'
import { sightOf } from './sight.ts'
import { fromStored, type StoredDocument, toStored } from './stored-document.ts'

/** Runs an operation within the deadline and puts its errors in words of the store. */
export type Guard = <T>(what: string, operation: () => Promise<T>) => Promise<T>

export function mongodbCollection<D extends Document>(
  definition: CollectionDefinition<D>,
  driver: DriverCollection<StoredDocument>,
  guard: Guard,
): Collection<D> {
  const { name, indexes } = definition
  const stored = (document: D) => toStored(toJson(definition, document), randomUUID())
  return {
    get: (id) =>
      guard(name, async () => {
        const found = await driver.findOne({ _id: { $eq: id } })
        return found ? fromStored<D>(found) : undefined
      }),
    insert: (document) => guard(name, () => insert(name, driver, stored(document))),
    replace: (document) => guard(name, () => replace(name, driver, stored(document))),
    find: (index, query) =>
      guard(name, async () => {
        const fields = checkQuery(name, indexes, index, query)
        const unique = indexes[index]?.unique ?? false
        const found = await driver
          .find(findFilter(fields, query))
          .sort(keysOf({ fields, unique }, query.descending ? -1 : 1))
          .limit(query.limit)
          .toArray()
        return found.map((one) => fromStored<D>(one))
      }),
    delete: (id, version) =>
      guard(name, async () => {
        const only = version === undefined ? {} : { version }
        const { deletedCount } = await driver.deleteOne({ _id: { $eq: id }, ...only })
        return deletedCount === 1
      }),
  }
}

async function insert(
  name: string,
  driver: DriverCollection<StoredDocument>,
  document: StoredDocument,
) {
  const look = () => sightOf(driver, document)
  const write = async () => {
    try {
      return (await driver.insertOne(document)).acknowledged
    } catch (error) {
      const index = duplicateIndexOf(error)
      if (index === undefined) throw error
      // The duplicate may be this very write, sent twice around a lost answer.
      if ((await look()) === 'ours') return true
      throw new DuplicateError(name, index)
    }
  }
  const isOurs = await certainWrite(name, write, look)
  if (!isOurs) throw new DuplicateError(name, '_id')
}

function replace(
  name: string,
  driver: DriverCollection<StoredDocument>,
  document: StoredDocument,
): Promise<boolean> {
  const { _id, version } = document
  const write = async () => {
    try {
      return (await driver.replaceOne({ _id, version: version - 1 }, document)).matchedCount === 1
    } catch (error) {
      const index = duplicateIndexOf(error)
      throw index === undefined ? error : new DuplicateError(name, index)
    }
  }
  return certainWrite(name, write, () => sightOf(driver, document))
}
