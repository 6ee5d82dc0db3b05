import type { StoredCollection } from '../collection.ts'
import { CommandError } from '../command-error.ts'
import type { Fields } from '../fields.ts'
import type { Storage } from '../storage.ts'

export interface Server {
  readonly storage: Storage
  /** Batches of a `find` that are still to be fetched, by cursor id. */
  readonly cursors: Map<number, { namespace: string; rest: Fields[] }>
  /** `host:port`, as the driver must know it. */
  readonly address: () => string
  nextCursor: number
}

export type Command = (command: Fields, server: Server) => Fields

/** The database and the collection that the command's first field names. */
export function namespaceOf(command: Fields, name: string): string {
  const collection = command[name]
  if (typeof collection !== 'string' || collection === '') {
    throw new CommandError(73, 'InvalidNamespace', `${name} wants the name of a collection`)
  }
  return `${command.$db}.${collection}`
}

export function collectionOf(command: Fields, name: string, { storage }: Server): StoredCollection {
  return storage.findOrCreate(namespaceOf(command, name))
}
