import type { Command } from './command.ts'
import { hello } from './hello.ts'
import { find, getMore, killCursors } from './reads.ts'
import { collMod, create, createIndexes, listCollections, listIndexes } from './schema.ts'
import { insert, remove, update } from './writes.ts'

const done: Command = () => ({})

/** What the double understands; anything else is CommandNotFound, as from a server too old for it. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    hello,
    isMaster: hello,
    ismaster: hello,
    ping: done,
    endSessions: done,
    insert,
    update,
    delete: remove,
    find,
    getMore,
    killCursors,
    create,
    collMod,
    createIndexes,
    listIndexes,
    listCollections,
  } satisfies Record<string, Command>),
)
