import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'

const FETCH_MS = 60_000
const fetching = `
  import { MongoBinary } from 'mongodb-memory-server-core'
  try {
    console.log(await MongoBinary.getPath())
  } catch ({ message }) {
    console.error(message.split('\\n').at(-1))
    process.exit(1)
  }
`
const run = promisify(execFile)

export async function mongodOnPath(): Promise<string | undefined> {
  try {
    return (await run('sh', ['-c', 'command -v mongod'])).stdout.trim()
  } catch {
    return undefined
  }
}

/** What mongodb-memory-server has fetched at an earlier time. */
export async function mongodCached(): Promise<string | undefined> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core')
  return DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions())
}

/** Rejects with the reason when that is not possible, or takes too long: a process of its own can be ended. */
export async function mongodFetched(): Promise<string> {
  const options = { cwd: import.meta.dirname, timeout: FETCH_MS }
  try {
    return (await run(execPath, ['--input-type=module', '-e', fetching], options)).stdout.trim()
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string }
    throw new Error(killed ? `not within ${FETCH_MS} ms` : (stderr?.trim() ?? ''), { cause: error })
  }
}

/** A replica set of one, as retryable writes and majorities need it. */
export async function replicaSet(binary: string) {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core')
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary },
    replSet: { count: 1, storageEngine: 'wiredTiger' },
  })
  return {
    uri: set.getUri('certwire'),
    stop: async () => {
      await set.stop()
    },
  }
}
