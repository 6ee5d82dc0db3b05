import { StoredCollection } from './collection.ts'
import { openJournal } from './journal.ts'

/** Every collection of every database, by namespace. */
export interface Storage {
  find(namespace: string): StoredCollection | undefined
  findOrCreate(namespace: string): StoredCollection
  list(database: string): StoredCollection[]
  close(): void
}

export function openStorage(file: string | undefined): Storage {
  const collections = new Map<string, StoredCollection>()
  let append: ReturnType<typeof openJournal>['append'] = () => {}
  const findOrCreate = (namespace: string) => {
    const collection =
      collections.get(namespace) ??
      new StoredCollection(namespace, (change) => append(namespace, change))
    collections.set(namespace, collection)
    return collection
  }
  const journal =
    file === undefined
      ? undefined
      : openJournal(file, (namespace, change) => findOrCreate(namespace).apply(change))
  if (journal) append = journal.append
  return {
    findOrCreate,
    find: (namespace) => collections.get(namespace),
    list: (database) => {
      return [...collections.values()].filter(({ namespace }) =>
        namespace.startsWith(`${database}.`),
      )
    },
    close: () => journal?.close(),
  }
}
