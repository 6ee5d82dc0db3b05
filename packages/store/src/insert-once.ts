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

/** The same where whoever was second goes on with what the first has kept under the id. */
export async function insertOrGet<D extends Document>(
  collection: Pick<Collection<D>, 'insert' | 'get'>,
  document: D,
): Promise<D> {
  if (await insertOnce(collection, document)) return document
  const first = await collection.get(document._id)
  if (!first) throw new Error(`the document ${document._id} vanished from the store`)
  return first
}
