import type { MongoClientOptions } from 'mongodb'

/**
 * The driver waits without end, or for a majority of nobody, unless it is told otherwise.
 *
 * A socket waits longer than `wtimeoutMS`, so that "not seen by a majority in time" arrives as an answer.
 */
const DEFAULTS = {
  w: 'majority',
  journal: true,
  wtimeoutMS: 10_000,
  readConcernLevel: 'majority',
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: 30,
  minPoolSize: 2,
  maxIdleTimeMS: 60_000,
  serverSelectionTimeoutMS: 5000,
  connectTimeoutMS: 5000,
  socketTimeoutMS: 15_000,
  waitQueueTimeoutMS: 5000,
  heartbeatFrequencyMS: 2000,
} satisfies MongoClientOptions

/** What `uri` does not state itself: options given to the driver as an object would win over those of the uri. */
export function clientOptions(uri: string, given: MongoClientOptions): MongoClientOptions {
  const stated = new Set(
    [...new URLSearchParams(uri.split('?')[1]).keys()].map((name) => name.toLowerCase()),
  )
  const wanted = Object.entries({ ...DEFAULTS, ...given })
  return Object.fromEntries(wanted.filter(([name]) => !stated.has(name.toLowerCase())))
}

/** The database that the path of `uri` names. */
export function databaseOf(uri: string): string {
  const path = /^[^?]*?:\/\/[^/?]*\/([^?]+)/.exec(uri)?.[1]
  return path ? decodeURIComponent(path) : 'certwire'
}
