import { StoredCollection } from './collection.ts'
import { type Entry, openJournal } from './journal.ts'
import { type Answer, Answers } from './retryable-writes.ts'

/** Every collection of every database, by namespace, and what sessions were answered. */
export interface Storage {
  find(namespace: string): StoredCollection | undefined
  findOrCreate(namespace: string): StoredCollection
  list(database: string): StoredCollection[]
  answerOf(session: string): Answer | undefined
  keep(answer: Answer): void
  /** Puts what has changed since the last time into the journal, in one piece: to be called before an answer. */
  commit(): void
  close(): void
}

export function openStorage(file: string | undefined): Storage {
  const collections = new Map<string, StoredCollection>()
  const answers = new Answers()
  const changed: Entry[] = []
  const findOrCreate = (namespace: string) => {
    const collection =
      collections.get(namespace) ??
      new StoredCollection(namespace, (change) => changed.push({ namespace, change }))
    collections.set(namespace, collection)
    return collection
  }
  const replay = (entry: Entry) => {
    if ('answer' in entry) answers.keep(entry.answer)
    else findOrCreate(entry.namespace).apply(entry.change)
  }
  const journal = file === undefined ? undefined : openJournal(file, replay)
  changed.length = 0
  return {
    find: (namespace) => collections.get(namespace),
    findOrCreate,
    list: (database) => {
      return [...collections.values()].filter(({ namespace }) =>
        namespace.startsWith(`${database}.`),
      )
    },
    answerOf: (session) => answers.of(session),
    keep: (answer) => {
      answers.keep(answer)
      changed.push({ answer })
    },
    commit: () => {
      const entries = changed.splice(0)
      journal?.append(entries)
    },
    close: () => journal?.close(),
  }
}
