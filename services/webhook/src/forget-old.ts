import type { Collection, Document } from '@certwire/store'

const AT_ONCE = 500

/** Deletes whatever was to be forgotten by now, by the index `forget`. What is changed meanwhile stays. */
export async function forgetOld<D extends Document>(
  collection: Collection<D>,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  let found: number
  do {
    const old = await collection.find('forget', { to: now.toISOString(), limit: AT_ONCE })
    await Promise.all(old.map(({ _id, version }) => collection.delete(_id, version)))
    found = old.length
  } while (found === AT_ONCE && !signal.aborted)
}
