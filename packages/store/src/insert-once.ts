import { type Collection, type Document, DuplicateError } from './store.ts'

/** Inserts, unless its id or a value of a unique index is taken. False if it was. */
export async function insertOnce<D extends Document>(
  collection: Pick<Collection<D>, 'insert'>,
  document: D,
): Promise<boolean> {
  try {
    await collection.insert(document)
    return true
  } catch (error) {
    if (error instanceof DuplicateError) return false
    throw error
  }
}
