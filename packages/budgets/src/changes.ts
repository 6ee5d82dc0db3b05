import { type Collection, type Document, insertOnce } from '@certwire/store'

/** What becomes of a document, and what is told of it. The same document means that nothing is written. */
export type Change<D, T> = (document: D) => readonly [next: D, result: T]

export interface Changes<D> {
  /** Changes the document, or the one that there would be if there is none. */
  change<T>(fresh: D, change: Change<D, T>): Promise<T>
}

interface Asked<D> {
  readonly fresh: D
  /** Does it on the document, and gives the next one with how to tell the result once that is kept. */
  run(document: D): readonly [D, () => void]
  fail(error: unknown): void
}

/**
 * Changes documents by compare-and-set. Changes of one document that are asked for while another is under way are made
 * together, so that a thousand orders that come at once are a few writes.
 */
export function connectChanges<D extends Document>(collection: Collection<D>): Changes<D> {
  const queues = new Map<string, Asked<D>[]>()
  const work = async (id: string, queue: Asked<D>[]) => {
    while (queue.length > 0) {
      const batch = queue.splice(0)
      await together(collection, id, batch).catch((error: unknown) => {
        for (const one of batch) one.fail(error)
      })
    }
    queues.delete(id)
  }
  return {
    change: (fresh, change) =>
      new Promise((resolve, fail) => {
        const run = (document: D) => {
          const [next, result] = change(document)
          return [next, () => resolve(result)] as const
        }
        const queue = queues.get(fresh._id)
        if (queue) queue.push({ fresh, run, fail })
        else {
          const begun = [{ fresh, run, fail }]
          queues.set(fresh._id, begun)
          void work(fresh._id, begun)
        }
      }),
  }
}

/** Until nobody else was first. */
async function together<D extends Document>(
  collection: Collection<D>,
  id: string,
  batch: readonly Asked<D>[],
): Promise<void> {
  for (;;) {
    const found = await collection.get(id)
    const first = found ?? batch[0]?.fresh
    if (!first) return
    let next = first
    const told = batch.map(({ run }) => {
      const [after, tell] = run(next)
      next = after
      return tell
    })
    if (next === first || (await kept(collection, found, next))) {
      for (const tell of told) tell()
      return
    }
  }
}

const kept = <D extends Document>(collection: Collection<D>, found: D | undefined, next: D) =>
  found
    ? collection.replace({ ...next, version: found.version + 1 })
    : insertOnce(collection, { ...next, version: 1 })
