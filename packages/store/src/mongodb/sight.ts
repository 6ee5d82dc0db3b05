import type { Collection as DriverCollection } from 'mongodb'
import type { Sight } from './certain-write.ts'
import { OP } from './keys.ts'
import type { StoredDocument } from './stored-document.ts'

const LOOK_MS = 10_000

/**
 * Looks whether the document is at `version` by the write `op`. Linearizable: the read confirms with a majority that
 * this server is still the primary, so what it sees is neither stale nor about to be rolled back.
 */
export async function sightOf(
  collection: DriverCollection<StoredDocument>,
  { _id, version, [OP]: op }: StoredDocument,
): Promise<Sight> {
  const seen = await collection.findOne(
    { _id },
    { projection: { version: 1, [OP]: 1 }, readConcern: 'linearizable', maxTimeMS: LOOK_MS },
  )
  if (seen?.[OP] === op) return 'ours'
  if (!seen) return version === 1 ? 'not there yet' : 'cannot tell'
  if (seen.version < version) return 'not there yet'
  // A later version hides who made ours.
  return seen.version === version ? 'theirs' : 'cannot tell'
}
