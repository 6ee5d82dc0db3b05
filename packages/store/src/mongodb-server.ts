import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { startMongoDouble } from '@certwire/testkit'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'

export interface TestServer {
  /** Of a database of its own. */
  readonly uri: string
  /** For the one line that a test prints. */
  readonly description: string
  stop(): Promise<void>
}

/** The best MongoDB there is here: `MONGODB_URI`, `mongod` on PATH, one that may be downloaded, else the double. */
export async function mongodbServer(env: NodeJS.ProcessEnv): Promise<TestServer> {
  if (env.MONGODB_URI) {
    const uri = inOwnDatabase(env.MONGODB_URI)
    return { uri, description: 'MONGODB_URI', stop: async () => {} }
  }
  const binary = mongodOnPath()
  if (binary) return replicaSet(`mongod on PATH (${binary})`, { binary: { systemBinary: binary } })
  if (env.CERTWIRE_FETCH_MONGOD === '1') return replicaSet('a downloaded mongod', {})
  const double = await startMongoDouble()
  return { uri: double.uri, description: 'the double in testkit', stop: () => double.close() }
}

function mongodOnPath() {
  try {
    return execFileSync('sh', ['-c', 'command -v mongod'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

async function replicaSet(
  description: string,
  options: NonNullable<Parameters<typeof MongoMemoryReplSet.create>[0]>,
): Promise<TestServer> {
  const set = await MongoMemoryReplSet.create({
    ...options,
    replSet: { count: 1, storageEngine: 'wiredTiger' },
  })
  return {
    uri: inOwnDatabase(set.getUri()),
    description,
    stop: async () => {
      await set.stop()
    },
  }
}

function inOwnDatabase(uri: string) {
  const name = `certwire-test-${randomUUID()}`
  return uri.replace(/^([^?]*?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`)
}
