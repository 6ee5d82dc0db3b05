import type { StoreError } from '../store-error.ts'
import { mongoFailure } from './mongo-failure.ts'

/** What a look at the document says about a write whose answer was lost. */
export type Sight = 'ours' | 'theirs' | 'not there yet' | 'cannot tell'

const ATTEMPTS = 3

/**
 * Finds out whether a write took effect when its answer was lost, and repeats it while it has not: it is safe to
 * repeat, since the version or the id lets it in once. True: it did, just now or before. Rejects when that cannot be
 * known, which the port allows.
 */
export async function certainWrite(
  what: string,
  write: () => Promise<boolean>,
  look: () => Promise<Sight>,
): Promise<boolean> {
  let doubt: StoreError | undefined
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const done = await write()
      if (done || !doubt) return done
    } catch (error) {
      doubt = mongoFailure(what, error)
      if (doubt.code !== 'ERR_STORE_UNAVAILABLE') throw error
    }
    const sight = await look()
    if (sight === 'ours') return true
    if (sight === 'theirs') return false
    if (sight === 'cannot tell') break
  }
  throw doubt
}
