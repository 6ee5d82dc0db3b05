import type { Problem } from '@certwire/contracts'
import { type Collection, insertOnce } from '@certwire/store'
import type { IssuerStop } from './stop-documents.ts'

/** Issuers at which every order would meet the same refusal, until an operator has acted. */
export interface Stops {
  /** Keeps why, for a minute. */
  note(issuer: string, problem: Problem): Promise<void>
  /** Why nothing new is asked of it. The first order after that minute sees whether it still refuses. */
  reason(issuer: string): Promise<Problem | undefined>
}

const STOP_MS = 60_000

export function connectStops(collection: Collection<IssuerStop>, clock: () => Date): Stops {
  const note: Stops['note'] = async (issuer, problem) => {
    const { version = 0 } = (await collection.get(issuer)) ?? {}
    const until = new Date(clock().getTime() + STOP_MS).toISOString()
    const stop = { _id: issuer, version: version + 1, problem, until }
    // Whoever else has just been refused keeps the same.
    if (version > 0) await collection.replace(stop)
    else await insertOnce(collection, stop)
  }
  return {
    note,
    reason: async (issuer) => {
      const stop = await collection.get(issuer)
      if (!stop) return undefined
      if (stop.until > clock().toISOString()) return stop.problem
      await collection.delete(issuer, stop.version)
      return undefined
    },
  }
}
