import { env, stdout } from 'node:process'
import { startMongoDoubleProcess } from '../mongo-double/process.ts'
import { mongodCached, mongodFetched, mongodOnPath, replicaSet } from './mongod.ts'
import { dropDatabase, ownDatabase } from './own-database.ts'

/** Any number of processes may use it. */
export interface MongodbServer {
  /** Of a database of its own, which is dropped at the end. */
  readonly uri: string
  stop(): Promise<void>
}

/**
 * The best MongoDB there is here: `MONGODB_URI`, the mongod on the PATH, one that mongodb-memory-server has fetched
 * before or, with `CERTWIRE_FETCH_MONGOD=1`, can fetch now, else the double. Which one it is, is printed.
 */
export async function startMongodbServer(): Promise<MongodbServer> {
  // biome-ignore-start lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const given = env.MONGODB_URI
  const mayFetch = env.CERTWIRE_FETCH_MONGOD === '1'
  // biome-ignore-end lint/style/noProcessEnv: see above
  if (given) return using('MONGODB_URI', await inOwnDatabase(given))
  const binary = (await mongodOnPath()) ?? (await mongodCached())
  if (binary) return using(binary, await replicaSet(binary))
  if (!mayFetch) return double('no mongod on PATH, CERTWIRE_FETCH_MONGOD=1 fetches one')
  try {
    const fetched = await mongodFetched()
    return using(`${fetched}, just fetched`, await replicaSet(fetched))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return double(`no mongod could be fetched: ${reason}`)
  }
}

async function double(why: string): Promise<MongodbServer> {
  return using(`the double in packages/testkit (${why})`, await startMongoDoubleProcess())
}

function using(description: string, { uri, stop }: MongodbServer): MongodbServer {
  stdout.write(`using MongoDB: ${description}\n`)
  return { uri, stop }
}

async function inOwnDatabase(given: string): Promise<MongodbServer> {
  const uri = ownDatabase(given)
  return { uri, stop: () => dropDatabase(uri) }
}
