import type { MongoClient } from 'mongodb'
import { checkDefinition } from './check-definition.ts'
import { clientOptions, databaseOf } from './mongodb/client-options.ts'
import { deadline } from './mongodb/deadline.ts'
import { ensureCollection } from './mongodb/ensure-collection.ts'
import { mongoFailure } from './mongodb/mongo-failure.ts'
import { type Guard, mongodbCollection } from './mongodb/mongodb-collection.ts'
import { DuplicateError, type Store } from './store.ts'
import { StoreError } from './store-error.ts'

interface MongodbOptions {
  /** Names the database in its path (`certwire` if it does not). Options it states win over ours. */
  readonly uri: string
  /** Shown in the server's log and in `currentOp`. */
  readonly appName: string
  readonly serverSelectionTimeoutMs?: number
  /** The longest that any method takes, retries and re-reads included; 30 s. */
  readonly operationTimeoutMs?: number
}

/**
 * A store in a MongoDB replica set, shared by any number of processes. Writes are acknowledged by a majority, with
 * journal. It connects at the first use, so a server that is away is no error here but in `open` and `ready`.
 */
export async function mongodbStore(options: MongodbOptions): Promise<Store> {
  const { uri, serverSelectionTimeoutMs = 5000, operationTimeoutMs = 30_000 } = options
  const client = await createClient(options, serverSelectionTimeoutMs)
  const db = client.db(databaseOf(uri))
  const connected = connection(client)
  const guard: Guard = async (what, operation) => {
    try {
      return await deadline(what, operationTimeoutMs, connected.first().then(operation))
    } catch (error) {
      throw error instanceof DuplicateError ? error : mongoFailure(what, error)
    }
  }
  return {
    open: async (definition) => {
      checkDefinition(definition)
      await guard(definition.name, () => ensureCollection(db, definition))
      return mongodbCollection(definition, db.collection(definition.name), guard)
    },
    ready: async () => {
      await guard('MongoDB', () => db.command({ ping: 1 }, { readPreference: 'primary' }))
    },
    close: connected.close,
  }
}

/** The driver is loaded only here: a process that uses SQLite does not pay for it. */
async function createClient(
  { uri, appName }: MongodbOptions,
  serverSelectionTimeoutMS: number,
): Promise<MongoClient> {
  const { MongoClient } = await import('mongodb')
  try {
    return new MongoClient(uri, clientOptions(uri, { appName, serverSelectionTimeoutMS }))
  } catch (error) {
    throw new StoreError(
      'ERR_STORE_CONFIG',
      `the MongoDB address cannot be used: ${reasonOf(error)}`,
    )
  }
}

/** A client whose first connect failed stays dead until it is told to connect again; later ones it sees to itself. */
function connection(client: MongoClient) {
  let connecting: Promise<unknown> | undefined
  let closing: Promise<void> | undefined
  return {
    first: async () => {
      if (closing) throw new StoreError('ERR_STORE_CLOSED', 'the store is closed')
      connecting ??= client.connect().catch((error: unknown) => {
        connecting = undefined
        throw error
      })
      await connecting
    },
    close: () => {
      closing ??= client.close()
      return closing
    },
  }
}

/** The driver quotes the address in its errors, password and all, except in the one about unknown options. */
function reasonOf(error: unknown) {
  const message = error instanceof Error ? error.message : ''
  return /^options? [\w, ]{1,80} (is|are) not supported$/.test(message)
    ? message
    : 'write mongodb://user:password@host:27017/database?replicaSet=name, percent-encode the password'
}
